//! Schemas that allow the same values.

use openapi_doc::SpecVersion;
use openapi_doc::vocabulary::ObjectKind;

use super::{inside_out, is_component, is_tagged_arm};
use crate::proof::random::Random;
use crate::proof::sites::{sites, version};
use crate::proof::tree::{Tree, Way};

/// What is said of the place of a schema rather than of its values, and stays there.
const OF_THE_PLACE: &[&str] = &[
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "description",
    "title",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "x-known-values",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
];

type Members = Vec<(String, Tree)>;

/// Splits the members of a schema into those of its place and the others.
fn apart(schema: &Tree) -> (Members, Members) {
    let members = schema.members().iter().cloned();
    members.partition(|(name, _)| OF_THE_PLACE.contains(&name.as_str()) || name.starts_with("x-"))
}

fn with(mut members: Members, keyword: &str, schemas: Vec<Tree>) -> Tree {
    members.push((keyword.to_owned(), Tree::List(schemas)));
    Tree::Object(members)
}

/// Puts a schema into an `allOf` of its own, also a `$ref`. All of it goes inside, or only what is said of the values.
pub fn wrap(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let mut ways: Vec<Way> = sites(document)
        .into_iter()
        .filter(|site| site.kind == ObjectKind::Schema)
        .map(|site| site.way)
        .collect();
    ways.reverse();
    let mut count = 0;
    for way in ways {
        let schema = document.at(&way).unwrap();
        let is_plain = matches!(schema, Tree::Object(_)) && !schema.has("discriminator");
        if !is_plain || is_tagged_arm(document, &way) || !random.once_in(share) {
            continue;
        }
        // A component that is an arm of a union is found by what it declares itself.
        if is_component(&way) && schema.target().is_some() {
            continue;
        }
        let (place, values) = apart(schema);
        if values
            .iter()
            .any(|(name, _)| name.starts_with("unevaluated"))
        {
            continue;
        }
        *document.at_mut(&way).unwrap() = with(place, "allOf", vec![Tree::Object(values)]);
        count += 1;
    }
    count
}

/// Keywords of objects that look at each other.
const TOGETHER: &[&str] = &[
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
    "discriminator",
    "allOf",
    "minProperties",
    "maxProperties",
];

/// Splits the members of a record into two records that both apply.
pub fn divide(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let mut count = 0;
    for way in inside_out(document, ObjectKind::Schema) {
        let schema = document.at(&way).unwrap();
        let is_divisible = schema
            .get("properties")
            .is_some_and(|properties| properties.members().len() > 1)
            && schema.str("type") == Some("object")
            && !schema.has("nullable")
            && !TOGETHER.iter().any(|keyword| schema.has(keyword));
        if !is_divisible || is_tagged_arm(document, &way) || !random.once_in(share) {
            continue;
        }
        let mut first = schema.clone();
        let mut second = Tree::object(vec![("type", Tree::text("object"))]);
        let (mut kept, mut moved) = (Vec::new(), Vec::new());
        for (index, member) in schema
            .get("properties")
            .unwrap()
            .members()
            .iter()
            .enumerate()
        {
            let to = if index % 2 == 0 {
                &mut kept
            } else {
                &mut moved
            };
            to.push(member.clone());
        }
        if let Some(required) = first.remove("required") {
            let of = |members: &[(String, Tree)], is_first: bool| {
                let is_of = |name: &Tree| {
                    let is_kept = kept
                        .iter()
                        .any(|(known, _)| Some(known.as_str()) == name.as_str());
                    let is_here = members
                        .iter()
                        .any(|(known, _)| Some(known.as_str()) == name.as_str());
                    is_here
                        || (is_first
                            && !is_kept
                            && !moved
                                .iter()
                                .any(|(known, _)| Some(known.as_str()) == name.as_str()))
                };
                required
                    .items()
                    .iter()
                    .filter(|name| is_of(name))
                    .cloned()
                    .collect::<Vec<_>>()
            };
            for (part, names) in [
                (&mut first, of(&kept, true)),
                (&mut second, of(&moved, false)),
            ] {
                if !names.is_empty() {
                    part.set("required", Tree::List(names));
                }
            }
        }
        first.set("properties", Tree::Object(kept));
        second.set("properties", Tree::Object(moved));
        let (place, first) = apart(&first);
        *document.at_mut(&way).unwrap() = with(place, "allOf", vec![Tree::Object(first), second]);
        count += 1;
    }
    count
}

/// Merges an `allOf` of records with different members into one record.
pub fn merge(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let mut count = 0;
    for way in inside_out(document, ObjectKind::Schema) {
        if !random.once_in(share) {
            continue;
        }
        let schema = document.at(&way).unwrap();
        let (mut place, values) = apart(schema);
        let [(keyword, arms)] = values.as_slice() else {
            continue;
        };
        if keyword != "allOf" || arms.items().len() < 2 {
            continue;
        }
        let mut properties: Vec<(String, Tree)> = Vec::new();
        let mut required: Vec<Tree> = Vec::new();
        let is_mergeable = arms.items().iter().all(|arm| {
            let Some(arm) = document.resolve(arm) else {
                return false;
            };
            // One record has one text; a second one would be lost.
            for text in ["description", "title"] {
                let Some(text_of_arm) = arm.get(text) else {
                    continue;
                };
                if place.iter().any(|(name, _)| name == text) {
                    return false;
                }
                place.push((text.to_owned(), text_of_arm.clone()));
            }
            let is_record = arm.str("type") == Some("object")
                && arm.members().iter().all(|(name, _)| {
                    ["type", "properties", "required", "description", "title"]
                        .contains(&name.as_str())
                        || (name.starts_with("x-") && name != "x-known-values")
                })
                && arm.has("properties");
            let own = arm.get("properties").map(Tree::members).unwrap_or_default();
            let is_new = own
                .iter()
                .all(|(name, _)| !properties.iter().any(|(known, _)| known == name));
            properties.extend(own.iter().cloned());
            required.extend(
                arm.get("required")
                    .map(Tree::items)
                    .unwrap_or_default()
                    .iter()
                    .cloned(),
            );
            is_record && is_new
        });
        if !is_mergeable {
            continue;
        }
        place.push(("type".to_owned(), Tree::text("object")));
        place.push(("properties".to_owned(), Tree::Object(properties)));
        required.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        required.dedup();
        if !required.is_empty() {
            place.push(("required".to_owned(), Tree::List(required)));
        }
        *document.at_mut(&way).unwrap() = Tree::Object(place);
        count += 1;
    }
    count
}

/// Writes an `enum` as a choice of single values.
pub fn list_as_choice(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let version = version(document);
    let mut count = 0;
    for way in inside_out(document, ObjectKind::Schema) {
        let schema = document.at(&way).unwrap();
        let values = schema.get("enum").map(Tree::items).unwrap_or_default();
        let is_text = values.iter().all(|value| value.as_str().is_some());
        let mut unlike: Vec<_> = values.iter().filter_map(Tree::as_str).collect();
        unlike.sort_unstable();
        unlike.dedup();
        let is_free = !schema.has("oneOf") && !schema.has("nullable");
        if values.len() < 2
            || !is_text
            || unlike.len() < values.len()
            || !is_free
            || !random.once_in(share)
        {
            continue;
        }
        let arm = |value: &Tree| match version {
            SpecVersion::V3_0 => Tree::object(vec![
                ("type", Tree::text("string")),
                ("enum", Tree::List(vec![value.clone()])),
            ]),
            SpecVersion::V3_1 => Tree::object(vec![("const", value.clone())]),
        };
        let arms: Vec<Tree> = values.iter().map(arm).collect();
        let schema = document.at_mut(&way).unwrap();
        schema.remove("enum");
        schema.set("oneOf", Tree::List(arms));
        count += 1;
    }
    count
}

/// Writes `nullable`, or null among the types, as an arm of a choice.
pub fn null_as_arm(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let version = version(document);
    let mut count = 0;
    for way in inside_out(document, ObjectKind::Schema) {
        let schema = document.at(&way).unwrap();
        if schema.has("enum") || schema.has("const") || !random.once_in(share) {
            continue;
        }
        let (place, values) = apart(schema);
        let mut values = Tree::Object(values);
        let null = match version {
            SpecVersion::V3_0 => {
                let is_null = values.remove("nullable").is_some_and(|flag| flag.is_true());
                if !is_null || !values.has("type") {
                    continue;
                }
                Tree::object(vec![("enum", Tree::List(vec![Tree::Null]))])
            }
            SpecVersion::V3_1 => {
                let Some(Tree::List(types)) = values.get_mut("type") else {
                    continue;
                };
                let before = types.len();
                types.retain(|of| of.as_str() != Some("null"));
                if types.len() == before || types.is_empty() {
                    continue;
                }
                Tree::object(vec![("type", Tree::text("null"))])
            }
        };
        let keyword = if random.once_in(2) { "anyOf" } else { "oneOf" };
        *document.at_mut(&way).unwrap() = with(place, keyword, vec![values, null]);
        count += 1;
    }
    count
}
