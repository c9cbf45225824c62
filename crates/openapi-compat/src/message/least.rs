//! A part of a value that still has a certain member, and is still allowed.

use std::collections::BTreeMap;

use openapi_doc::{Item, Schema};
use schema_subset::Value;

/// Schemas inside schemas that are looked into.
const MAX_DEPTH: usize = 8;

/// Keywords that no value fails because members or items are left out of it that are not required.
const INDIFFERENT: [&str; 9] = [
    "additionalProperties",
    "deprecated",
    "items",
    "nullable",
    "properties",
    "readOnly",
    "required",
    "type",
    "writeOnly",
];

/// The value with no more than its schema requires and the member, which may stand further down. None where it has no such
/// member, or where more than `required` may say what has to be there.
pub(crate) fn with_member(schema: Schema<'_>, value: &Value, name: &str) -> Option<Value> {
    part(schema, value, name, MAX_DEPTH)
}

fn part(schema: Schema<'_>, value: &Value, name: &str, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let schema = schema.resolve();
    if !says_only_what_is_required(schema.item()) {
        return None;
    }
    match value {
        Value::Object(members) => {
            let declared = |name: &str| Some(schema.property(name)?.schema());
            let (name, member) = match members.get_key_value(name) {
                Some((name, member)) if declared(name).is_some() => (name, member.clone()),
                _ => members.iter().find_map(|(inner, member)| {
                    let part = part(declared(inner)?, member, name, depth)?;
                    Some((inner, part))
                })?,
            };
            let required = schema.required().filter_map(|name| {
                let (name, member) = members.get_key_value(name)?;
                Some((name.clone(), member.clone()))
            });
            let mut kept: BTreeMap<String, Value> = required.collect();
            kept.insert(name.clone(), member);
            Some(Value::Object(kept.into()))
        }
        Value::Array(items) => {
            let of_items = schema.keyword("items")?.schema()?;
            let mut parts = items
                .iter()
                .filter_map(|item| part(of_items, item, name, depth));
            Some(Value::Array(vec![parts.next()?]))
        }
        _ => None,
    }
}

fn says_only_what_is_required(schema: Item<'_>) -> bool {
    schema.members().all(|(keyword, _)| {
        INDIFFERENT.contains(&keyword)
            || keyword.starts_with("x-")
            || crate::schema::is_for_readers(keyword)
    })
}
