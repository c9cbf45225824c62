//! `x-known-values` lists the values of a set that is not known in full.

use serde_json::Value;

use crate::draft::Draft;
use crate::postprocess::SENTINEL;
use crate::{Rewrites, Rule};

use super::counted;

const KNOWN_VALUES: Rule = Rule {
    id: "known-values-as-open-enum",
    reason: "the values that are known get names in Rust, any other one is kept as it is sent",
};

/// Writes the known values of string schemas as an `enum` that is marked as open.
pub(super) fn write_as_enums(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        let Some(Value::Array(known)) = schema.remove("x-known-values") else {
            return;
        };
        let is_string = schema.get("type").and_then(Value::as_str) == Some("string");
        if !is_string || schema.contains_key("enum") || known.is_empty() {
            return;
        }
        rewrites.add(KNOWN_VALUES, origin.at, counted(known.len()));
        let mut values = known;
        values.push(Value::from(SENTINEL));
        schema.insert("enum".to_owned(), Value::Array(values));
    });
}
