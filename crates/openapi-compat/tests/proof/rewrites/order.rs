//! The order of members, and of items where it means nothing.

use openapi_doc::vocabulary::ObjectKind;

use crate::proof::random::Random;
use crate::proof::sites::sites;
use crate::proof::tree::Tree;

/// Lists whose order means nothing, by the object that they are in.
const SETS: &[(ObjectKind, &[&str])] = &[
    (
        ObjectKind::Schema,
        &["required", "enum", "type", "allOf", "x-known-values"],
    ),
    (ObjectKind::Operation, &["parameters", "tags", "security"]),
    (ObjectKind::PathItem, &["parameters"]),
    (ObjectKind::OpenApi, &["security", "tags"]),
];

/// Shuffles the members of objects, and the items of lists that are sets.
pub fn shuffle(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let mut places = sites(document);
    places.reverse();
    let mut count = 0;
    for site in places {
        if !random.once_in(share) {
            continue;
        }
        let sets = SETS.iter().find(|(kind, _)| *kind == site.kind);
        let sets = sets.map(|(_, sets)| *sets).unwrap_or_default();
        let Some(place @ Tree::Object(_)) = document.at_mut(&site.way) else {
            continue;
        };
        for (name, value) in place.members_mut() {
            if let Tree::List(items) = value
                && sets.contains(&name.as_str())
            {
                random.shuffle(items);
            }
            if matches!(
                name.as_str(),
                "properties" | "schemas" | "responses" | "content" | "headers"
            ) && matches!(value, Tree::Object(_))
            {
                random.shuffle(value.members_mut());
            }
        }
        random.shuffle(place.members_mut());
        count += 1;
    }
    count
}

/// Shuffles the arms of choices.
pub fn shuffle_arms(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let mut count = 0;
    for way in super::inside_out(document, ObjectKind::Schema) {
        let schema = document.at_mut(&way).unwrap();
        for keyword in ["anyOf", "oneOf"] {
            if let Some(Tree::List(arms)) = schema.get_mut(keyword)
                && arms.len() > 1
                && random.once_in(share)
            {
                arms.rotate_left(1);
                count += 1;
            }
        }
    }
    count
}
