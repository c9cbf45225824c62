//! `x-pii: true` marks personal data, which the client never prints.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::draft::{Draft, SchemaOrigin};
use crate::postprocess::{REDACTED_PATH, SUPPORT_CRATE};
use crate::{Rewrites, Rule};

use super::hoisted::{Hoisted, is_of_use, needs_a_name};

const REDACT: Rule = Rule {
    id: "redact-personal-data",
    reason: "personal data must not reach logs, so its type prints `[redacted]` and is read by `expose()`",
};

/// Wraps the type of each schema marked `x-pii` into the client's `Redacted`.
///
/// The original schema becomes the parameter of an `x-rust-type`, which survives every other keyword; a
/// schema for which progenitor must make a type of its own becomes a component first, because an inner
/// type without a name is more than progenitor can do.
///
/// Two kinds stay as they are. Parameters: their values go into the URL or a header as text, where
/// `[redacted]` would be sent, and operations print no argument. Records of which every member is marked:
/// they print member by member already, and wrapping them too would ask callers to expose twice.
pub(super) fn wrap(draft: &mut Draft, rewrites: &mut Rewrites) {
    let redacted_records = redacted_records(draft);
    let mut hoisted = Hoisted::new(draft);
    draft.visit_schemas(|schema, origin| {
        let is_marked = schema.remove("x-pii") == Some(Value::Bool(true));
        if !is_marked || origin.in_parameter || is_redacted_record(schema, &redacted_records) {
            return;
        }
        rewrites.add(REDACT, origin.at, "wrapped in Redacted");
        let inner = take_inner(schema);
        let parameter = if needs_a_name(&inner) { hoisted.add(inner, hint_of(origin)) } else { Value::Object(inner) };
        schema.insert(
            "allOf".to_owned(),
            json!([{ "x-rust-type": {
                "crate": SUPPORT_CRATE, "version": "*", "path": REDACTED_PATH, "parameters": [parameter],
            } }]),
        );
    });
    hoisted.write_to(draft);
    null_as_type(&mut draft.document, false);
}

/// Says `nullable` in the words of JSON Schema inside the parameters of `x-rust-type`: progenitor hands those on as
/// they are, to a reader that does not know OpenAPI's word, and a null in a map would fail the whole answer.
///
/// Recursion is as deep as the draft, whose depth the reader of the source has limited.
fn null_as_type(value: &mut Value, in_parameter: bool) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if name == "x-rust-type" {
                    if let Some(parameters) = member.get_mut("parameters") {
                        null_as_type(parameters, true);
                    }
                } else {
                    null_as_type(member, in_parameter);
                }
            }
            if in_parameter && members.get("nullable") == Some(&Value::Bool(true)) {
                members.remove("nullable");
                admit_null(members);
            }
        }
        Value::Array(items) => {
            for item in items {
                null_as_type(item, in_parameter);
            }
        }
        _ => {}
    }
}

fn admit_null(schema: &mut Map<String, Value>) {
    if let Some(kind @ Value::String(_)) = schema.get_mut("type") {
        *kind = json!([kind.take(), "null"]);
        return;
    }
    // Without a type, `nullable` stands beside the reference that it is about.
    let inner = take_inner(schema);
    if !inner.is_empty() {
        schema.insert("oneOf".to_owned(), json!([inner, { "type": "null" }]));
    }
}

/// The components that are records of which every member is marked.
fn redacted_records(draft: &mut Draft) -> BTreeSet<String> {
    let schemas = draft.component_schemas().map(|schemas| schemas.iter());
    schemas
        .into_iter()
        .flatten()
        .filter(|(_, schema)| schema.as_object().is_some_and(has_marked_members_only))
        .map(|(name, _)| format!("#/components/schemas/{name}"))
        .collect()
}

fn has_marked_members_only(schema: &Map<String, Value>) -> bool {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|properties| {
            !properties.is_empty()
                && properties
                    .values()
                    .all(|member| member.get("x-pii") == Some(&Value::Bool(true)))
        })
}

fn is_redacted_record(schema: &Map<String, Value>, records: &BTreeSet<String>) -> bool {
    let names_one = |schema: &Value| {
        schema
            .get("$ref")
            .and_then(Value::as_str)
            .is_some_and(|target| records.contains(target))
    };
    has_marked_members_only(schema)
        || schema
            .get("$ref")
            .and_then(Value::as_str)
            .is_some_and(|target| records.contains(target))
        || schema
            .get("allOf")
            .and_then(Value::as_array)
            .is_some_and(|parts| parts.iter().all(names_one))
}

/// Takes what describes the type out of `schema` and leaves what describes its use.
fn take_inner(schema: &mut Map<String, Value>) -> Map<String, Value> {
    let names: Vec<String> = schema
        .keys()
        .filter(|name| !is_of_use(name))
        .cloned()
        .collect();
    names
        .into_iter()
        .filter_map(|name| schema.remove_entry(&name))
        .collect()
}

/// What to call the type of a schema that needs a name.
fn hint_of(origin: &SchemaOrigin) -> &str {
    origin
        .name_hint
        .as_deref()
        .filter(|hint| !hint.is_empty())
        .unwrap_or("PersonalData")
}
