//! References: what they lead to written in their place, and the other way round; other names for components.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::vocabulary::ObjectKind;

use super::{is_component, is_tagged_arm, referable, section};
use crate::proof::random::Random;
use crate::proof::sites::sites;
use crate::proof::tree::{Tree, Way, reference_to, way_of};

/// Puts what a `$ref` leads to in its place, once. What it refers to in turn stays a `$ref`, so recursion is no matter.
pub fn inline(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    // A second copy of an operation would have the same operationId.
    let places = referable(document, |kind| {
        section(kind).is_some() && kind != ObjectKind::Callback
    });
    let source = document.clone();
    let mut count = 0;
    for (way, _) in places {
        if is_tagged_arm(&source, &way) || !random.once_in(share) {
            continue;
        }
        let place = source.at(&way).unwrap();
        let Some(target) = place.target().filter(|_| place.members().len() == 1) else {
            continue;
        };
        let target = way_of(target).and_then(|target| source.at(&target));
        if let Some(target) = target.filter(|target| target.target().is_none()) {
            *document.at_mut(&way).unwrap() = target.clone();
            count += 1;
        }
    }
    count
}

/// Moves what is written in place to the components.
pub fn extract(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let places = referable(document, |kind| section(kind).is_some());
    let mut count = 0;
    for (way, kind) in places {
        let place = document.at(&way).unwrap();
        let is_written = matches!(place, Tree::Object(_)) && place.target().is_none();
        if !is_written
            || is_component(&way)
            || is_tagged_arm(document, &way)
            || !random.once_in(share)
        {
            continue;
        }
        let section = section(kind).unwrap();
        let name = format!("Extracted{count}");
        let target = ["components", section, &name].map(str::to_owned);
        let place = document.at_mut(&way).unwrap();
        let moved = std::mem::replace(place, Tree::reference(&reference_to(&target)));
        document
            .entry("components")
            .entry(section)
            .set(&name, moved);
        count += 1;
    }
    count
}

/// Gives components other names.
pub fn rename(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    spell_mappings(document);
    let inherited = inherited(document);
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut schemes: BTreeMap<String, String> = BTreeMap::new();
    let Some(components) = document.get_mut("components") else {
        return 0;
    };
    for (section, members) in components.members_mut() {
        if section.starts_with("x-") {
            continue;
        }
        for (name, _) in members.members_mut() {
            if !random.once_in(share) || (section == "schemas" && inherited.contains(name)) {
                continue;
            }
            let fresh = format!("{name}.{}", random.below(1000));
            if section == "securitySchemes" {
                schemes.insert(name.clone(), fresh.clone());
            } else {
                let of =
                    |name: &str| vec!["components".to_owned(), section.clone(), name.to_owned()];
                renamed.insert(
                    super::super::tree::pointer(&of(name)),
                    reference_to(&of(&fresh)),
                );
            }
            *name = fresh;
        }
    }
    document.each_reference(&mut |text| {
        let Some(way) = way_of(text).filter(|way| way.len() >= 3) else {
            return;
        };
        if let Some(fresh) = renamed.get(&super::super::tree::pointer(&way[..3])) {
            let rest = reference_to(&way[3..]);
            *text = format!("{fresh}{}", rest.trim_start_matches('#'));
        }
    });
    let requirements: Vec<Way> = sites(document)
        .into_iter()
        .filter(|site| site.kind == ObjectKind::SecurityRequirement)
        .map(|site| site.way)
        .collect();
    for way in requirements {
        for (name, _) in document.at_mut(&way).unwrap().members_mut() {
            if let Some(fresh) = schemes.get(name) {
                name.clone_from(fresh);
            }
        }
    }
    renamed.len() + schemes.len()
}

/// Writes out what a discriminator implies by the names of components.
pub fn spell_mappings(document: &mut Tree) {
    let places = crate::proof::sites::written(document, ObjectKind::Schema);
    for way in places {
        let schema = document.at_mut(&way).unwrap();
        let arms: Vec<String> = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|keyword| schema.get(keyword))
            .flat_map(Tree::items)
            .filter_map(Tree::target)
            .map(str::to_owned)
            .collect();
        let Some(discriminator) = schema.get_mut("discriminator") else {
            continue;
        };
        if arms.is_empty() {
            continue;
        }
        let mapping = discriminator.entry("mapping");
        for (_, target) in mapping.members_mut() {
            if let Tree::Text(text) = target
                && !text.contains(['#', '/', '.'])
            {
                *text = format!("#/components/schemas/{text}");
            }
        }
        for arm in arms {
            let is_known = mapping
                .members()
                .iter()
                .any(|(_, target)| target.as_str() == Some(arm.as_str()));
            if let Some(name) = way_of(&arm).and_then(|mut way| way.pop())
                && !is_known
            {
                mapping.set(&name, Tree::Text(arm));
            }
        }
    }
}

/// Components whose names are values of a discriminator that they inherit.
fn inherited(document: &Tree) -> BTreeSet<String> {
    let schemas = document.get("components").and_then(|of| of.get("schemas"));
    let inherits = |schema: &Tree| {
        let parents = schema.get("allOf").into_iter().flat_map(Tree::items);
        parents
            .filter_map(|parent| document.resolve(parent))
            .any(|parent| parent.has("discriminator"))
    };
    schemas
        .into_iter()
        .flat_map(Tree::members)
        .filter(|(_, schema)| inherits(schema))
        .map(|(name, _)| name.clone())
        .collect()
}
