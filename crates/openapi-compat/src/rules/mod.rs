//! The rules, one file each, named after its id.

use crate::rule::Rule;

pub(crate) mod callback_added;
pub(crate) mod callback_removed;
pub(crate) mod default_changed;
pub(crate) mod docs_changed;
pub(crate) mod form_field_content_type_added;
pub(crate) mod form_field_content_type_removed;
pub(crate) mod form_field_encoding_changed;
pub(crate) mod known_value_added;
pub(crate) mod known_value_removed;
pub(crate) mod operation_added;
pub(crate) mod operation_deprecated;
pub(crate) mod operation_id_changed;
pub(crate) mod operation_removed;
pub(crate) mod operation_shadowed;
pub(crate) mod operation_undeprecated;
pub(crate) mod parameter_added;
pub(crate) mod parameter_allow_empty_value_added;
pub(crate) mod parameter_allow_empty_value_removed;
pub(crate) mod parameter_allow_reserved_added;
pub(crate) mod parameter_allow_reserved_removed;
pub(crate) mod parameter_became_optional;
pub(crate) mod parameter_became_required;
pub(crate) mod parameter_content_changed;
pub(crate) mod parameter_deprecated;
pub(crate) mod parameter_explode_changed;
pub(crate) mod parameter_in_changed;
pub(crate) mod parameter_removed;
pub(crate) mod parameter_required_added;
pub(crate) mod parameter_required_removed;
pub(crate) mod parameter_style_changed;
pub(crate) mod parameter_undeprecated;
pub(crate) mod path_added;
pub(crate) mod path_generalized;
pub(crate) mod path_narrowed;
pub(crate) mod path_removed;
pub(crate) mod path_shadowed;
pub(crate) mod path_unshadowed;
pub(crate) mod property_added;
pub(crate) mod property_deprecated;
pub(crate) mod property_removed;
pub(crate) mod property_undeprecated;
pub(crate) mod request_body_added;
pub(crate) mod request_body_became_optional;
pub(crate) mod request_body_became_required;
pub(crate) mod request_body_removed;
pub(crate) mod request_body_required_added;
pub(crate) mod request_body_required_removed;
pub(crate) mod request_choice_narrowed;
pub(crate) mod request_choice_widened;
pub(crate) mod request_default_changed;
pub(crate) mod request_discriminator_narrowed;
pub(crate) mod request_discriminator_widened;
pub(crate) mod request_enum_value_added;
pub(crate) mod request_enum_value_removed;
pub(crate) mod request_format_changed;
pub(crate) mod request_format_widened;
pub(crate) mod request_items_narrowed;
pub(crate) mod request_items_widened;
pub(crate) mod request_known_value_added;
pub(crate) mod request_known_value_removed;
pub(crate) mod request_length_narrowed;
pub(crate) mod request_length_widened;
pub(crate) mod request_media_type_added;
pub(crate) mod request_media_type_removed;
pub(crate) mod request_members_narrowed;
pub(crate) mod request_members_widened;
pub(crate) mod request_null_added;
pub(crate) mod request_null_removed;
pub(crate) mod request_pattern_changed;
pub(crate) mod request_pattern_widened;
pub(crate) mod request_property_added;
pub(crate) mod request_property_became_optional;
pub(crate) mod request_property_became_required;
pub(crate) mod request_property_constrained;
pub(crate) mod request_property_deprecated;
pub(crate) mod request_property_refused;
pub(crate) mod request_property_removed;
pub(crate) mod request_property_undeprecated;
pub(crate) mod request_range_narrowed;
pub(crate) mod request_range_widened;
pub(crate) mod request_record_closed;
pub(crate) mod request_record_opened;
pub(crate) mod request_required_property_added;
pub(crate) mod request_required_property_removed;
pub(crate) mod request_schema_changed;
pub(crate) mod request_schema_widened;
pub(crate) mod request_string_content_changed;
pub(crate) mod request_type_changed;
pub(crate) mod request_type_widened;
pub(crate) mod request_undecided;
pub(crate) mod request_values_closed;
pub(crate) mod request_values_opened;
pub(crate) mod response_body_added;
pub(crate) mod response_body_removed;
pub(crate) mod response_choice_narrowed;
pub(crate) mod response_choice_widened;
pub(crate) mod response_default_changed;
pub(crate) mod response_discriminator_narrowed;
pub(crate) mod response_discriminator_widened;
pub(crate) mod response_enum_value_added;
pub(crate) mod response_enum_value_removed;
pub(crate) mod response_format_changed;
pub(crate) mod response_format_narrowed;
pub(crate) mod response_header_added;
pub(crate) mod response_header_became_optional;
pub(crate) mod response_header_became_required;
pub(crate) mod response_header_deprecated;
pub(crate) mod response_header_removed;
pub(crate) mod response_header_required_added;
pub(crate) mod response_header_required_removed;
pub(crate) mod response_header_serialization_changed;
pub(crate) mod response_header_undeprecated;
pub(crate) mod response_items_narrowed;
pub(crate) mod response_items_widened;
pub(crate) mod response_known_value_added;
pub(crate) mod response_known_value_removed;
pub(crate) mod response_length_narrowed;
pub(crate) mod response_length_widened;
pub(crate) mod response_media_type_added;
pub(crate) mod response_media_type_narrowed;
pub(crate) mod response_media_type_removed;
pub(crate) mod response_media_type_widened;
pub(crate) mod response_members_narrowed;
pub(crate) mod response_members_widened;
pub(crate) mod response_null_added;
pub(crate) mod response_null_removed;
pub(crate) mod response_other_status_added;
pub(crate) mod response_other_status_removed;
pub(crate) mod response_pattern_changed;
pub(crate) mod response_pattern_narrowed;
pub(crate) mod response_property_added;
pub(crate) mod response_property_added_to_closed;
pub(crate) mod response_property_became_optional;
pub(crate) mod response_property_became_required;
pub(crate) mod response_property_deprecated;
pub(crate) mod response_property_removed;
pub(crate) mod response_property_unconstrained;
pub(crate) mod response_property_undeprecated;
pub(crate) mod response_range_narrowed;
pub(crate) mod response_range_widened;
pub(crate) mod response_record_closed;
pub(crate) mod response_record_opened;
pub(crate) mod response_redirect_status_added;
pub(crate) mod response_redirect_status_removed;
pub(crate) mod response_required_property_added;
pub(crate) mod response_required_property_removed;
pub(crate) mod response_schema_changed;
pub(crate) mod response_schema_narrowed;
pub(crate) mod response_string_content_changed;
pub(crate) mod response_success_status_added;
pub(crate) mod response_success_status_removed;
pub(crate) mod response_type_changed;
pub(crate) mod response_type_narrowed;
pub(crate) mod response_undecided;
pub(crate) mod response_values_closed;
pub(crate) mod response_values_opened;
pub(crate) mod schema_arms_apart;
pub(crate) mod schema_arms_overlap;
pub(crate) mod schema_satisfiable;
pub(crate) mod schema_sendable;
pub(crate) mod schema_unsatisfiable;
pub(crate) mod schema_unsendable;
pub(crate) mod security_alternative_added;
pub(crate) mod security_alternative_removed;
pub(crate) mod security_flow_added;
pub(crate) mod security_flow_changed;
pub(crate) mod security_flow_removed;
pub(crate) mod security_requirement_added;
pub(crate) mod security_requirement_loosened;
pub(crate) mod security_requirement_removed;
pub(crate) mod security_requirement_tightened;
pub(crate) mod security_scheme_changed;
pub(crate) mod security_scope_added;
pub(crate) mod security_scope_removed;
pub(crate) mod server_added;
pub(crate) mod server_removed;
pub(crate) mod server_variable_default_changed;
pub(crate) mod server_variable_value_added;
pub(crate) mod server_variable_value_removed;
pub(crate) mod string_content_changed;
pub(crate) mod sunset_added;
pub(crate) mod sunset_earlier;
pub(crate) mod sunset_later;
pub(crate) mod sunset_removed;
pub(crate) mod webhook_added;
pub(crate) mod webhook_removed;

/// Every rule, sorted by id.
///
/// ```
/// let rule = openapi_compat::RULES.iter().find(|rule| rule.id == "path-removed").unwrap();
/// assert_eq!(rule.mirror, Some("path-added"));
/// ```
pub const RULES: &[&Rule] = &[
    &callback_added::RULE,
    &callback_removed::RULE,
    &default_changed::RULE,
    &docs_changed::RULE,
    &form_field_content_type_added::RULE,
    &form_field_content_type_removed::RULE,
    &form_field_encoding_changed::RULE,
    &known_value_added::RULE,
    &known_value_removed::RULE,
    &operation_added::RULE,
    &operation_deprecated::RULE,
    &operation_id_changed::RULE,
    &operation_removed::RULE,
    &operation_shadowed::RULE,
    &operation_undeprecated::RULE,
    &parameter_added::RULE,
    &parameter_allow_empty_value_added::RULE,
    &parameter_allow_empty_value_removed::RULE,
    &parameter_allow_reserved_added::RULE,
    &parameter_allow_reserved_removed::RULE,
    &parameter_became_optional::RULE,
    &parameter_became_required::RULE,
    &parameter_content_changed::RULE,
    &parameter_deprecated::RULE,
    &parameter_explode_changed::RULE,
    &parameter_in_changed::RULE,
    &parameter_removed::RULE,
    &parameter_required_added::RULE,
    &parameter_required_removed::RULE,
    &parameter_style_changed::RULE,
    &parameter_undeprecated::RULE,
    &path_added::RULE,
    &path_generalized::RULE,
    &path_narrowed::RULE,
    &path_removed::RULE,
    &path_shadowed::RULE,
    &path_unshadowed::RULE,
    &property_added::RULE,
    &property_deprecated::RULE,
    &property_removed::RULE,
    &property_undeprecated::RULE,
    &request_body_added::RULE,
    &request_body_became_optional::RULE,
    &request_body_became_required::RULE,
    &request_body_removed::RULE,
    &request_body_required_added::RULE,
    &request_body_required_removed::RULE,
    &request_choice_narrowed::RULE,
    &request_choice_widened::RULE,
    &request_default_changed::RULE,
    &request_discriminator_narrowed::RULE,
    &request_discriminator_widened::RULE,
    &request_enum_value_added::RULE,
    &request_enum_value_removed::RULE,
    &request_format_changed::RULE,
    &request_format_widened::RULE,
    &request_items_narrowed::RULE,
    &request_items_widened::RULE,
    &request_known_value_added::RULE,
    &request_known_value_removed::RULE,
    &request_length_narrowed::RULE,
    &request_length_widened::RULE,
    &request_media_type_added::RULE,
    &request_media_type_removed::RULE,
    &request_members_narrowed::RULE,
    &request_members_widened::RULE,
    &request_null_added::RULE,
    &request_null_removed::RULE,
    &request_pattern_changed::RULE,
    &request_pattern_widened::RULE,
    &request_property_added::RULE,
    &request_property_became_optional::RULE,
    &request_property_became_required::RULE,
    &request_property_constrained::RULE,
    &request_property_deprecated::RULE,
    &request_property_refused::RULE,
    &request_property_removed::RULE,
    &request_property_undeprecated::RULE,
    &request_range_narrowed::RULE,
    &request_range_widened::RULE,
    &request_record_closed::RULE,
    &request_record_opened::RULE,
    &request_required_property_added::RULE,
    &request_required_property_removed::RULE,
    &request_schema_changed::RULE,
    &request_schema_widened::RULE,
    &request_string_content_changed::RULE,
    &request_type_changed::RULE,
    &request_type_widened::RULE,
    &request_undecided::RULE,
    &request_values_closed::RULE,
    &request_values_opened::RULE,
    &response_body_added::RULE,
    &response_body_removed::RULE,
    &response_choice_narrowed::RULE,
    &response_choice_widened::RULE,
    &response_default_changed::RULE,
    &response_discriminator_narrowed::RULE,
    &response_discriminator_widened::RULE,
    &response_enum_value_added::RULE,
    &response_enum_value_removed::RULE,
    &response_format_changed::RULE,
    &response_format_narrowed::RULE,
    &response_header_added::RULE,
    &response_header_became_optional::RULE,
    &response_header_became_required::RULE,
    &response_header_deprecated::RULE,
    &response_header_removed::RULE,
    &response_header_required_added::RULE,
    &response_header_required_removed::RULE,
    &response_header_serialization_changed::RULE,
    &response_header_undeprecated::RULE,
    &response_items_narrowed::RULE,
    &response_items_widened::RULE,
    &response_known_value_added::RULE,
    &response_known_value_removed::RULE,
    &response_length_narrowed::RULE,
    &response_length_widened::RULE,
    &response_media_type_added::RULE,
    &response_media_type_narrowed::RULE,
    &response_media_type_removed::RULE,
    &response_media_type_widened::RULE,
    &response_members_narrowed::RULE,
    &response_members_widened::RULE,
    &response_null_added::RULE,
    &response_null_removed::RULE,
    &response_other_status_added::RULE,
    &response_other_status_removed::RULE,
    &response_pattern_changed::RULE,
    &response_pattern_narrowed::RULE,
    &response_property_added::RULE,
    &response_property_added_to_closed::RULE,
    &response_property_became_optional::RULE,
    &response_property_became_required::RULE,
    &response_property_deprecated::RULE,
    &response_property_removed::RULE,
    &response_property_unconstrained::RULE,
    &response_property_undeprecated::RULE,
    &response_range_narrowed::RULE,
    &response_range_widened::RULE,
    &response_record_closed::RULE,
    &response_record_opened::RULE,
    &response_redirect_status_added::RULE,
    &response_redirect_status_removed::RULE,
    &response_required_property_added::RULE,
    &response_required_property_removed::RULE,
    &response_schema_changed::RULE,
    &response_schema_narrowed::RULE,
    &response_string_content_changed::RULE,
    &response_success_status_added::RULE,
    &response_success_status_removed::RULE,
    &response_type_changed::RULE,
    &response_type_narrowed::RULE,
    &response_undecided::RULE,
    &response_values_closed::RULE,
    &response_values_opened::RULE,
    &schema_arms_apart::RULE,
    &schema_arms_overlap::RULE,
    &schema_satisfiable::RULE,
    &schema_sendable::RULE,
    &schema_unsatisfiable::RULE,
    &schema_unsendable::RULE,
    &security_alternative_added::RULE,
    &security_alternative_removed::RULE,
    &security_flow_added::RULE,
    &security_flow_changed::RULE,
    &security_flow_removed::RULE,
    &security_requirement_added::RULE,
    &security_requirement_loosened::RULE,
    &security_requirement_removed::RULE,
    &security_requirement_tightened::RULE,
    &security_scheme_changed::RULE,
    &security_scope_added::RULE,
    &security_scope_removed::RULE,
    &server_added::RULE,
    &server_removed::RULE,
    &server_variable_default_changed::RULE,
    &server_variable_value_added::RULE,
    &server_variable_value_removed::RULE,
    &string_content_changed::RULE,
    &sunset_added::RULE,
    &sunset_earlier::RULE,
    &sunset_later::RULE,
    &sunset_removed::RULE,
    &webhook_added::RULE,
    &webhook_removed::RULE,
];
