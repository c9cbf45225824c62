//! What is changed in a 3.0 draft so that progenitor makes of it the client that we promise.
//!
//! Every step is one file with its [`Rule`](crate::Rule)s and reasons, and reports each place that it touched.

mod constraints;
mod default_values;
mod descriptions;
mod enum_values;
mod hoisted;
mod known_values;
mod member_names;
mod merged;
mod one_member_arms;
mod one_way_members;
mod operation_ids;
mod optional_members;
mod parameters;
mod personal_data;
mod response_limits;
mod responses;
mod titles;
mod type_names;
mod unions;

use crate::Rewrites;
use crate::draft::Draft;

/// Runs every step. Their order matters: known values become enums before response enums are opened, personal data is
/// wrapped around the schema that the other steps left, and names are told apart when nothing gets a new one any more.
pub fn prepare(draft: &mut Draft, rewrites: &mut Rewrites) {
    titles::drop_titles(draft, rewrites);
    default_values::drop_defaults(draft, rewrites);
    known_values::write_as_enums(draft, rewrites);
    one_way_members::make_optional(draft, rewrites);
    constraints::leave_out_impossible(draft, rewrites);
    response_limits::relax(draft, rewrites);
    one_member_arms::keep_open(draft, rewrites);
    optional_members::tolerate_null(draft, rewrites);
    constraints::soften(draft, rewrites);
    unions::choose_one(draft, rewrites);
    descriptions::mark_code_as_text(draft, rewrites);
    operation_ids::tell_apart(draft, rewrites);
    parameters::prepare(draft, rewrites);
    responses::prepare(draft, rewrites);
    personal_data::wrap(draft, rewrites);
    unions::name_discriminated(draft, rewrites);
    enum_values::tell_apart(draft, rewrites);
    member_names::tell_apart(draft, rewrites);
    type_names::tell_components_apart(draft, rewrites);
    type_names::tell_inline_apart(draft, rewrites);
    draft.unions = unions::take_discriminated(draft);
}

/// `1 value`, `3 values`.
fn counted(values: usize) -> String {
    format!("{values} {}", if values == 1 { "value" } else { "values" })
}
