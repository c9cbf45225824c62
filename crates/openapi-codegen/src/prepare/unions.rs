//! Unions of which progenitor would make a type that reads something else.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::hoisted::Hoisted;
use crate::draft::{ARMS, Draft, ORIGIN, SchemaOrigin, resolved};
use crate::names;
use crate::seams::Union;
use crate::{Rewrites, Rule};

const ANY_OF: Rule = Rule {
    id: "any-of-as-one-of",
    reason: "progenitor makes a struct of it that no text or number can be read into; the first arm that fits is read instead",
};
const DISCRIMINATOR: Rule = Rule {
    id: "union-by-discriminator",
    reason: "progenitor takes the first arm that fits; the client takes the one that the discriminator names",
};

/// Marks a component whose enum is read by its discriminator, until its name is settled.
const UNION: &str = "x-specdate-union";

/// Writes `anyOf` as `oneOf` where its arms are not all objects and cannot be told apart by type.
pub(super) fn choose_one(draft: &mut Draft, rewrites: &mut Rewrites) {
    let components = draft.component_schemas().cloned().unwrap_or_default();
    draft.visit_schemas(|schema, origin| {
        let Some(Value::Array(arms)) = schema.get("anyOf") else {
            return;
        };
        let kinds: Vec<Option<&str>> = arms.iter().map(|arm| kind(arm, &components)).collect();
        let all_objects = kinds.iter().all(|kind| *kind == Some("object"));
        let told_apart = kinds.iter().all(Option::is_some)
            && kinds.iter().collect::<BTreeSet<_>>().len() == kinds.len();
        if !all_objects && !told_apart && !schema.contains_key("oneOf") {
            rewrites.add(ANY_OF, origin.at, format!("anyOf of {} arms", arms.len()));
            if let Some(arms) = schema.remove("anyOf") {
                schema.insert("oneOf".to_owned(), arms);
            }
        }
    });
}

/// The one type of a schema, as far as it is plain.
fn kind<'v>(schema: &'v Value, components: &'v Map<String, Value>) -> Option<&'v str> {
    let schema = resolved(schema, components);
    match schema.get("type").and_then(Value::as_str) {
        Some("integer") => Some("number"),
        Some(kind) => Some(kind),
        None if schema.get("properties").is_some() || schema.get("allOf").is_some() => {
            Some("object")
        }
        None => None,
    }
}

/// Makes a component of each union with a discriminator, so that its enum has a name that is known.
pub(super) fn name_discriminated(draft: &mut Draft, rewrites: &mut Rewrites) {
    let mut places = Vec::new();
    if let Some(components) = draft.component_schemas() {
        for schema in components.values_mut().filter_map(Value::as_object_mut) {
            if let Some(arms) = schema.remove(ARMS).filter(|_| has_known_arms(schema)) {
                schema.insert(UNION.to_owned(), arms);
                as_one_of(schema);
                places.extend(schema.get(ORIGIN).and_then(Value::as_u64));
            }
        }
    }
    let mut told: Vec<SchemaOrigin> = places
        .into_iter()
        .filter_map(|index| draft.origins.get(usize::try_from(index).ok()?).cloned())
        .collect();
    let mut hoisted = Hoisted::new(draft);
    draft.visit_schemas(|schema, origin| {
        let Some(arms) = schema.remove(ARMS).filter(|_| has_known_arms(schema)) else {
            return;
        };
        as_one_of(schema);
        let mut inner = Map::new();
        inner.insert(UNION.to_owned(), arms);
        inner.extend(schema.remove_entry("oneOf"));
        let base = origin
            .name_hint
            .clone()
            .unwrap_or_else(|| "Union".to_owned());
        let reference = hoisted.add(inner, &base);
        schema.insert("allOf".to_owned(), json!([reference]));
        told.push(origin.clone());
    });
    hoisted.write_to(draft);
    for origin in told {
        rewrites.add(DISCRIMINATOR, origin.at, "discriminator");
    }
}

/// Whether every arm is a reference, and nothing stands beside the arms: inline arms have no name that could be sent.
fn has_known_arms(schema: &Map<String, Value>) -> bool {
    let arms = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    let alone = !["properties", "allOf", "items", "enum"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    alone
        && arms
            .and_then(Value::as_array)
            .is_some_and(|arms| arms.len() > 1 && arms.iter().all(|arm| arm.get("$ref").is_some()))
}

fn as_one_of(schema: &mut Map<String, Value>) {
    if let Some(arms) = schema.remove("anyOf") {
        schema.insert("oneOf".to_owned(), arms);
    }
}

/// The unions with a discriminator, once no component gets another name.
pub(super) fn take_discriminated(draft: &mut Draft) -> Vec<Union> {
    let mut unions = Vec::new();
    for (name, schema) in draft.component_schemas().into_iter().flatten() {
        let Some(schema) = schema.as_object_mut() else {
            continue;
        };
        let Some(marked) = schema.remove(UNION) else {
            continue;
        };
        let arms = schema.get("oneOf").and_then(Value::as_array);
        let values = arms
            .into_iter()
            .flatten()
            .map(|arm| values_of(arm, &marked));
        unions.push(Union {
            type_name: names::type_name(name),
            property: marked
                .get("property")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            arms: values.collect(),
        });
    }
    unions
}

/// The values of the discriminator that choose an arm.
fn values_of(arm: &Value, marked: &Value) -> Vec<String> {
    let listed = marked.get("arms").and_then(Value::as_array);
    let own = listed
        .into_iter()
        .flatten()
        .find(|listed| listed.get("$ref") == arm.get("$ref"));
    own.and_then(|own| own.get("values")?.as_array())
        .into_iter()
        .flatten()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}
