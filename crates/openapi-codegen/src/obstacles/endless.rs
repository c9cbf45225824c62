//! Schemas that need themselves before they say anything.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use openapi_doc::{Property, Schema, SchemaId};
use registry::Severity;

use super::{Found, Kind};

const HOLDS_ITSELF: Kind = Kind {
    id: "schema-holds-itself",
    severity: Severity::Error,
    next_step: "refer to it by a plain `$ref` from a member or an item, where a value can end",
};

/// Finds schemas that consist of themselves: no Rust type is made of itself, and progenitor would not stop.
pub(super) fn find(schemas: &[Schema<'_>], found: &mut Found) {
    let message = "the schema consists of itself, by `$ref`, `allOf`, `oneOf` or `anyOf`";
    cycles(schemas, same_value, message, found);
    // Without a schema that consists of itself, what follows ends.
    if found
        .0
        .iter()
        .any(|obstacle| obstacle.id == HOLDS_ITSELF.id)
    {
        return;
    }
    let merges: Vec<Schema<'_>> = schemas
        .iter()
        .copied()
        .filter(|schema| is_merge(*schema))
        .collect();
    let message = "merging `allOf` here leads to merging it here again, without an end";
    cycles(&merges, merges_inside, message, found);
}

/// Tells of each schema at which a cycle closes.
fn cycles<'d>(
    schemas: &[Schema<'d>],
    next: impl Fn(Schema<'d>) -> Vec<Schema<'d>>,
    message: &str,
    found: &mut Found,
) {
    // Whether everything behind a schema was looked at.
    let mut state: HashMap<SchemaId, bool> = HashMap::new();
    for schema in schemas {
        // An explicit stack, because a chain may be as long as the document.
        let mut path: Vec<(Schema<'d>, Vec<Schema<'d>>)> = Vec::new();
        if let Entry::Vacant(unseen) = state.entry(schema.id()) {
            unseen.insert(false);
            path.push((*schema, next(*schema)));
        }
        while let Some((current, rest)) = path.last_mut() {
            let Some(following) = rest.pop() else {
                state.insert(current.id(), true);
                path.pop();
                continue;
            };
            match state.get(&following.id()) {
                Some(true) => {}
                Some(false) => found.add(&HOLDS_ITSELF, following.item(), None, message),
                None => {
                    state.insert(following.id(), false);
                    path.push((following, next(following)));
                }
            }
        }
    }
}

/// The schemas that stand for the same value.
fn same_value(schema: Schema<'_>) -> Vec<Schema<'_>> {
    let mut same = schema.all_of();
    same.extend(schema.target());
    same.extend(schema.one_of());
    same.extend(schema.any_of());
    same
}

/// Whether progenitor writes the parts of a schema into one type of its own, instead of naming what they refer to.
fn is_merge(schema: Schema<'_>) -> bool {
    let parts = schema.all_of().len();
    parts > 1 || (parts == 1 && schema.has_properties())
}

/// The merges that a merge makes once more, because they stand inline in the schemas that it takes apart.
fn merges_inside(schema: Schema<'_>) -> Vec<Schema<'_>> {
    let mut taken_apart = HashSet::from([schema.id()]);
    let mut open = vec![schema];
    let mut inline = Vec::new();
    while let Some(part) = open.pop() {
        inline.extend(members(part));
        open.extend(
            same_value(part)
                .into_iter()
                .filter(|part| taken_apart.insert(part.id())),
        );
    }
    let mut merges = Vec::new();
    while let Some(member) = inline.pop() {
        if is_merge(member) {
            merges.push(member);
        } else if member.target().is_none() {
            inline.extend(members(member));
            inline.extend(member.one_of());
            inline.extend(member.any_of());
        }
    }
    merges
}

/// The schemas of what a value holds.
fn members(schema: Schema<'_>) -> Vec<Schema<'_>> {
    let mut members: Vec<Schema<'_>> = schema.properties().map(Property::schema).collect();
    members.extend(schema.items());
    members.extend(schema.additional_properties());
    members
}
