//! Programs against the base's client, each of which uses one item of its surface, and what the surfaces say about it.

use openapi_codegen::SurfaceChangeKind::{self, *};

/// A program, and the change that keeps it from compiling with the revision; none where it has to compile.
pub struct Program {
    pub name: &'static str,
    /// What stands in a function with the module as `api` and its types as `types`.
    pub body: &'static str,
    /// The kind of the change, the item and its member.
    pub change: Option<(SurfaceChangeKind, &'static str, Option<&'static str>)>,
}

const fn broken(
    name: &'static str,
    kind: SurfaceChangeKind,
    item: &'static str,
    member: Option<&'static str>,
    body: &'static str,
) -> Program {
    Program {
        name,
        body,
        change: Some((kind, item, member)),
    }
}

const fn whole(name: &'static str, body: &'static str) -> Program {
    Program {
        name,
        body,
        change: None,
    }
}

/// Programs against the two clients of `base.yaml` and `revision.yaml`.
pub const TOYS: &[Program] = &[
    broken(
        "method_removed",
        MethodRemoved,
        "delete_toy",
        None,
        "fn f(client: &api::Client) { let _ = client.delete_toy(); }",
    ),
    broken(
        "result_retyped",
        ResultRetyped,
        "list_makers",
        None,
        "async fn f(client: &api::Client) -> Option<types::Maker> { Some(client.list_makers().send().await.ok()?.into_inner()) }",
    ),
    broken(
        "argument_removed",
        ArgumentRemoved,
        "list_toys",
        Some("shape"),
        "fn f(client: &api::Client) { let _ = client.list_toys().shape(\"round\"); }",
    ),
    broken(
        "argument_retyped",
        ArgumentRetyped,
        "list_toys",
        Some("limit"),
        "fn f(client: &api::Client, limit: i64) { let _ = client.list_toys().limit(limit); }",
    ),
    whole(
        "argument_required_added",
        "async fn f(client: &api::Client) { let _ = client.list_toys().color(\"red\").send().await; }",
    ),
    broken(
        "field_removed",
        FieldRemoved,
        "Toy",
        Some("name"),
        "fn f(toy: types::Toy) -> Option<String> { toy.name }",
    ),
    broken(
        "field_removed_from_the_builder",
        FieldRemoved,
        "Toy",
        Some("name"),
        "fn f() { let _ = types::Toy::builder().name(Some(String::new())); }",
    ),
    broken(
        "field_retyped",
        FieldRetyped,
        "Toy",
        Some("price"),
        "fn f(toy: types::Toy) -> Option<i64> { toy.price }",
    ),
    broken(
        "field_required",
        FieldRetyped,
        "Toy",
        Some("secret"),
        "fn f(toy: types::Toy) -> Option<String> { toy.secret }",
    ),
    broken(
        "type_changed_below_a_field",
        TypeChanged,
        "Material",
        None,
        "fn f(toy: types::Toy) -> Option<String> { toy.material?.name }",
    ),
    whole(
        "field_kept",
        "fn f(toy: types::Toy) -> Option<String> { toy.owner }",
    ),
    whole(
        "fields_added",
        "fn f(toy: types::Toy) -> String { let types::Toy { id, .. } = toy; let _ = types::Toy::builder().id(id.clone()); id }",
    ),
    whole(
        "field_added_to_a_default",
        "fn f() -> types::Part { types::Part::default() }",
    ),
    broken(
        "default_lost",
        TraitRemoved,
        "Options",
        Some("paper"),
        "fn f() -> types::Options { types::Options::default() }",
    ),
    broken(
        "default_lost_by_a_list",
        TraitRemoved,
        "Tags",
        Some("others"),
        "fn f() -> types::Tags { types::Tags::default() }",
    ),
    whole(
        "default_kept_with_a_list",
        "fn f() -> types::Wishes { types::Wishes::default() }",
    ),
    broken(
        "copy_lost",
        TraitRemoved,
        "Pace",
        Some("Unknown"),
        "fn f(pace: &types::Pace) -> types::Pace { *pace }",
    ),
    whole(
        "copy_kept",
        "fn f(mode: &types::Mode) -> types::Mode { *mode }",
    ),
    broken(
        "type_removed",
        TypeRemoved,
        "Repair",
        None,
        "fn f(_: types::Repair) {}",
    ),
    broken(
        "method_and_its_types_removed",
        MethodRemoved,
        "get_repair",
        None,
        "fn f(client: &api::Client) { let _ = client.get_repair(); }",
    ),
    broken(
        "type_renamed",
        TypeRenamed,
        "Size",
        None,
        "fn f(_: types::Size) {}",
    ),
    whole(
        "renamed_type_as_it_is_used",
        "fn f(toy: types::Toy) -> Option<i64> { toy.size?.height }",
    ),
    broken(
        "type_changed",
        TypeChanged,
        "Material",
        None,
        "fn f(material: types::Material) -> Option<String> { material.name }",
    ),
    broken(
        "variant_removed",
        VariantRemoved,
        "State",
        Some("Lost"),
        "fn f(state: &types::State) -> bool { matches!(state, types::State::Lost) }",
    ),
    whole(
        "variant_added",
        "fn f(mode: &types::Mode) -> u8 { match mode { types::Mode::Fast => 1, types::Mode::Slow => 2, _ => 3 } }",
    ),
    broken(
        "variant_retyped",
        VariantRetyped,
        "Kind",
        Some("Unknown"),
        "fn f(kind: &types::Kind) -> String { match kind { types::Kind::Unknown(value) => value.clone(), _ => String::new() } }",
    ),
    broken(
        "alternative_removed",
        VariantRemoved,
        "Gift",
        Some("Box"),
        "fn f(gift: &types::Gift) -> bool { matches!(gift, types::Gift::Box(_)) }",
    ),
    whole(
        "alternative_kept",
        "fn f(gift: &types::Gift) -> bool { matches!(gift, types::Gift::Card(_)) }",
    ),
];

/// Programs against the two dates of the client of this workspace.
pub const VERIFA: &[Program] = &[
    broken(
        "verifa_variant_removed",
        VariantRemoved,
        "IdentityStatus",
        Some("Approved"),
        "fn f(status: &types::IdentityStatus) -> bool { matches!(status, types::IdentityStatus::Approved) }",
    ),
    broken(
        "verifa_field_required",
        FieldRetyped,
        "WebhookEndpointWithSecret",
        Some("secret"),
        "fn f(endpoint: types::WebhookEndpointWithSecret) -> bool { endpoint.secret.is_some() }",
    ),
    broken(
        "verifa_field_retyped",
        FieldRetyped,
        "DocumentType",
        Some("check_suite"),
        "fn f(of: types::DocumentType) -> Option<usize> { Some(of.check_suite?.first()?.len()) }",
    ),
    broken(
        "verifa_field_of_a_request_retyped",
        FieldRetyped,
        "DocumentTypeRequest",
        Some("check_suite"),
        "fn f(of: types::DocumentTypeRequest) -> Option<usize> { Some(of.check_suite.first()?.len()) }",
    ),
    whole(
        "verifa_fields_added",
        "fn f() -> types::CreateSessionRequest { types::CreateSessionRequest::default() }",
    ),
    whole(
        "verifa_variants_added",
        "fn f(of: &types::DocumentTypeCategory) -> bool { matches!(of, types::DocumentTypeCategory::Unknown(_)) }",
    ),
    whole(
        "verifa_methods_kept",
        "async fn f(client: &api::Client) { let _ = client.get_session_result().session_id(\"a\").send().await; }",
    ),
];
