//! The types of the client say by themselves what they read: their definitions get `derive(JsonSchema)` in a crate outside
//! the workspace, which prints a schema for each. It allows just what the relaxed document allows.

use schema_subset::{Dialect, Formats, Options, Reading, SchemaId};
use source_tree::{Format, Pointer, SourceTree};
use std::collections::BTreeSet;

use crate::documents::{Dated, Relaxed, Schemas, dates};
use crate::scratch;

/// Places of derived schemas that allow less than the relaxed document does, and why.
const NARROWER: &[(&str, &str)] = &[
    ("CreateApiKeyRequest/properties/scopes/type", LIST),
    ("CreateSessionRequest/properties/checks/type", LIST),
    (
        "CreateWebhookEndpointRequest/properties/attribute_blocklist/type",
        LIST,
    ),
    (
        "CreateWebhookEndpointRequest/properties/enabled_events/type",
        LIST,
    ),
    (
        "CreateWebhookEndpointRequest/properties/event_filter_conditions/type",
        LIST,
    ),
    ("DocumentTypeRequest/properties/check_suite/type", LIST),
    ("ExternalDecision/enum", SET),
    ("SimulateAction/enum", SET),
    ("UpdateWorkflowRequest/properties/steps/type", LIST),
];
const LIST: &str =
    "only sent by clients, which leave an empty list or map out and need no null for it";
const SET: &str = "only sent by clients, which send none but the values of their document";

#[test]
fn types_allow_what_the_relaxed_document_allows() {
    let dates = dates();
    let schemas = scratch::schemas();
    let mut wrong = Vec::new();
    let mut waived = BTreeSet::new();
    for dated in &dates {
        let text = schemas[dated.module.name].to_string();
        let limits = source_tree::Limits::default();
        let derived =
            SourceTree::parse("derived.json", text.into(), Format::Json, &limits).unwrap();
        for (differs, place, value) in differences(dated, &derived) {
            let place = place.strip_prefix("/$defs/").unwrap_or(&place);
            let known = NARROWER.iter().find(|(known, _)| *known == place);
            match known.filter(|_| differs == Differs::Narrower) {
                Some((place, _)) => {
                    waived.insert(*place);
                }
                None => wrong.push(format!("{}: {place} is {differs:?}: {value}", dated.date)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (place, reason) in NARROWER {
        assert!(
            waived.contains(place),
            "{place} is as wide as the document: take it off the list ({reason})"
        );
    }
}

/// How the values of a type differ from those of the relaxed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Differs {
    /// The type allows values that the document does not.
    Wider,
    /// The document allows values that the type does not.
    Narrower,
}

/// What is allowed on one side only: its place in the derived schemas, and a value that shows it.
fn differences(dated: &Dated, derived: &SourceTree) -> Vec<(Differs, String, String)> {
    let relaxed = Relaxed::of(&dated.document);
    let mut schemas = Schemas::default();
    let plain = Reading::of(Dialect::JsonSchema2020_12).formats(Formats::Assertion);
    let of_types = schemas.add(derived, plain);
    let of_document = schemas.add_relaxed(&relaxed);
    let components = dated.document.components().schemas();
    let pairs = components.filter_map(|(name, schema)| {
        let pointer = Pointer::from_tokens(["types", name]);
        let of_type = schemas.pool.node(of_types, &pointer)?;
        Some([of_type, schemas.at(of_document, relaxed.at(schema))])
    });
    let pairs: Vec<[SchemaId; 2]> = pairs.collect();
    assert_eq!(pairs.len(), dated.module.types.len(), "{}", dated.date);

    let mut found = Vec::new();
    for differs in [Differs::Wider, Differs::Narrower] {
        let asked = pairs.iter().map(|&[of_type, of_document]| match differs {
            Differs::Wider => (of_type, of_document),
            Differs::Narrower => (of_document, of_type),
        });
        let asked: Vec<_> = asked.collect();
        let options = Options::default();
        let differences = schemas.pool.differences(&asked, None, &options);
        assert_eq!(differences.undecided, [], "{}", dated.date);
        let breaks = &differences.breaks;
        let proofs = schemas.pool.proofs(&asked, breaks, None, &options);
        for (of, proof) in breaks.iter().zip(proofs) {
            let place = match differs {
                Differs::Wider => &of.cause.a,
                Differs::Narrower => &of.cause.b,
            };
            let value = proof.map_or_else(|why| why.to_string(), |proof| proof.value.to_string());
            found.push((differs, place.pointer.to_string(), value));
        }
    }
    found
}
