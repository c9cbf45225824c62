//! Values of an enum that would become one variant in Rust.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::draft::{Draft, SchemaOrigin};
use crate::names;
use crate::postprocess::SENTINEL;
use crate::spellings::Spellings;
use crate::{Rewrites, Rule};

const VARIANTS: Rule = Rule {
    id: "variants-told-apart",
    reason: "progenitor gives up where two values have the same name in Rust; what is sent and read stays the value",
};

/// Gives such values a stand-in, so that each has a variant.
pub(super) fn tell_apart(draft: &mut Draft, rewrites: &mut Rewrites) {
    let mut spellings = std::mem::take(&mut draft.spellings);
    draft.visit_schemas(|schema, origin| {
        tell_apart_in(schema, origin, &mut spellings, rewrites);
    });
    draft.spellings = spellings;
}

fn tell_apart_in(
    schema: &mut Map<String, Value>,
    origin: &SchemaOrigin,
    spellings: &mut Spellings,
    rewrites: &mut Rewrites,
) {
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    // A value that is listed twice is one value.
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(value.to_string()));
    let texts: Vec<String> = values
        .iter()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect();
    if names::variant_names(&texts.iter().map(String::as_str).collect::<Vec<_>>()).is_some() {
        return;
    }
    let mut taken = BTreeSet::from(["Self_".to_owned()]);
    let mut told = Vec::new();
    for value in values.iter_mut() {
        let Some(text) = value.as_str().filter(|text| *text != SENTINEL) else {
            continue;
        };
        let simple = names::type_name(text);
        let is_plain = text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_ ".contains(c))
            && simple != "X";
        // The numbers of repeated names are parts of names, so that each stays what it is in every case.
        let base = if is_plain {
            simple
        } else {
            names::spelled_out(text)
        };
        let name = names::take_free(&base, &mut taken);
        told.push(format!("{text:?}"));
        *value = Value::from(spellings.stand_in(text, &name));
    }
    rewrites.add(VARIANTS, origin.at, format!("values {}", told.join(", ")));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::tests::draft_of;

    #[test]
    fn only_enums_that_need_it_are_touched() {
        for values in [
            json!(["a", "b", 1]),
            json!(["created", "-created"]),
            json!(["a", "a"]),
        ] {
            let mut draft = draft_of(json!({ "enum": values }));
            tell_apart(&mut draft, &mut Rewrites::default());
            assert_eq!(draft.spellings, Spellings::default());
        }
        let mut draft = draft_of(json!({"enum": ["", "x", SENTINEL]}));
        tell_apart(&mut draft, &mut Rewrites::default());
        assert_ne!(draft.spellings, Spellings::default());
        let values = draft.into_document()["enum"].clone();
        assert_eq!(values[2], SENTINEL);
    }
}
