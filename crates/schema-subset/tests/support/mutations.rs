//! Small changes of a schema: most pairs of versions that people compare differ in one place.

use serde_json::{Value, json};

use super::random::Random;
use super::schemas::{Generator, as_object};
use super::{tree, vocabulary};

const NUMERIC: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
];

/// Changes one place, or none where the change that was picked does not fit.
pub fn mutate(root: &mut Value, random: &mut Random) {
    match random.below(14) {
        0 => extract(root, random),
        1 => inline(root, random),
        2 => *root = serde_json::from_str(&tree::reordered(root, random)).unwrap(),
        other => {
            // What is added refers to the definitions that the generator named.
            let known = |number: &usize| root.pointer(&format!("/$defs/n{number}")).is_some();
            let definitions = (0..9).take_while(known).count();
            let pointers = tree::pointers(root);
            let pointer = random.pick(&pointers);
            // The whole document stays where its definitions are.
            let is_root = pointer.is_empty();
            let Some(part) = root.pointer_mut(pointer) else {
                return;
            };
            match other {
                3 | 4 => nudge(part, random),
                5 => drop_keyword(part, random),
                6 => add_keywords(part, random),
                7 | 8 => change_list(part, definitions, random),
                9 if !is_root => wrap(part, random),
                10 if !is_root => *part = Generator::new(random).part(definitions, 1),
                11 if !is_root => *part = random.chance(50).into(),
                _ => change_names(part, definitions, random),
            }
        }
    }
}

/// Moves a subschema into `$defs` and refers to it.
pub fn extract(root: &mut Value, random: &mut Random) {
    let pointers = tree::pointers(root);
    let pointer = random.pick(&pointers);
    if !root.is_object() {
        return;
    }
    let mut definitions = root
        .as_object_mut()
        .and_then(|object| object.remove("$defs"))
        .unwrap_or_else(|| json!({}));
    // A name that is not taken: what is extracted twice is two definitions.
    let taken = |name: &String| definitions.get(name).is_some();
    let Some(name) = (0..100)
        .map(|number| format!("x{number}"))
        .find(|name| !taken(name))
    else {
        return;
    };
    let place = match pointer.strip_prefix("/$defs") {
        Some(rest) => definitions.pointer_mut(rest),
        None => root.pointer_mut(pointer),
    };
    if let Some(place) = place {
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        definitions[&name] = std::mem::replace(place, reference);
    }
    root["$defs"] = definitions;
}

/// Writes out a definition in the place of a reference to it.
fn inline(root: &mut Value, random: &mut Random) {
    let has_reference = |pointer: &String| {
        root.pointer(pointer)
            .is_some_and(|part| part.get("$ref").is_some())
    };
    let pointers: Vec<String> = tree::pointers(root)
        .into_iter()
        .filter(has_reference)
        .collect();
    if pointers.is_empty() {
        return;
    }
    let pointer = random.pick(&pointers).clone();
    let reference = root
        .pointer(&pointer)
        .and_then(|part| part.get("$ref"))
        .and_then(Value::as_str);
    let Some(mut target) = reference
        .and_then(|text| tree::resolve(root, text))
        .cloned()
    else {
        return;
    };
    tree::visit_mut(&mut target, &mut |part| {
        if let Some(object) = part.as_object_mut() {
            object.remove("$anchor");
            object.remove("$defs");
        }
    });
    if let Some(part) = root.pointer_mut(&pointer)
        && part.as_object().is_some_and(|object| object.len() == 1)
    {
        *part = target;
    }
}

/// Moves a number a little.
fn nudge(part: &mut Value, random: &mut Random) {
    let Some(object) = part.as_object_mut() else {
        return;
    };
    let mut found: Vec<(&String, &mut Value)> = object
        .iter_mut()
        .filter(|(name, _)| NUMERIC.contains(&name.as_str()))
        .collect();
    if found.is_empty() {
        return;
    }
    let index = random.below(found.len());
    let (name, value) = &mut found[index];
    **value = if name.as_str() == "multipleOf" {
        vocabulary::step(random)
    } else if let Some(count) = value.as_u64() {
        let up = random.chance(50) || count == 0;
        (if up { count + 1 } else { count - 1 }).into()
    } else {
        vocabulary::number(random)
    };
}

fn drop_keyword(part: &mut Value, random: &mut Random) {
    let Some(object) = part.as_object_mut() else {
        return;
    };
    let names: Vec<String> = object
        .keys()
        .filter(|name| !matches!(name.as_str(), "$defs" | "$anchor"))
        .cloned()
        .collect();
    if !names.is_empty() {
        object.remove(random.pick(&names));
    }
}

fn add_keywords(part: &mut Value, random: &mut Random) {
    let more = Generator::new(random).keywords();
    let mut object = as_object(part.take());
    for (name, value) in more {
        object.entry(name).or_insert(value);
    }
    *part = object.into();
}

fn wrap(part: &mut Value, random: &mut Random) {
    let inner = part.take();
    *part = match random.below(5) {
        0 => json!({ "allOf": [inner] }),
        1 => json!({ "anyOf": [inner, false] }),
        2 => json!({ "oneOf": [inner] }),
        3 => json!({ "not": { "not": inner } }),
        _ => json!({ "if": inner, "else": false }),
    };
}

/// An arm, a type or a listed value more or less.
fn change_list(part: &mut Value, definitions: usize, random: &mut Random) {
    const LISTS: &[&str] = &["anyOf", "oneOf", "allOf", "enum", "type", "prefixItems"];
    let Some(object) = part.as_object_mut() else {
        return;
    };
    let names: Vec<&str> = LISTS
        .iter()
        .copied()
        .filter(|name| object.contains_key(*name))
        .collect();
    if names.is_empty() {
        return;
    }
    let name = *random.pick(&names);
    let Some(list) = object.get_mut(name) else {
        return;
    };
    if let Value::String(only) = list {
        *list = json!([only]);
    }
    let Some(list) = list.as_array_mut() else {
        return;
    };
    if list.len() > 1 && random.chance(50) {
        list.remove(random.below(list.len()));
        return;
    }
    let more = match name {
        "enum" => vocabulary::value(random, 2),
        "type" => json!(*random.pick(vocabulary::TYPES)),
        _ => Generator::new(random).part(definitions, 1),
    };
    if name != "type" || !list.contains(&more) {
        list.push(more);
    }
}

/// A member or a required name more or less.
fn change_names(part: &mut Value, definitions: usize, random: &mut Random) {
    let Some(object) = part.as_object_mut() else {
        return;
    };
    let name = vocabulary::name(random);
    if random.chance(50) {
        let required = object.entry("required").or_insert_with(|| json!([]));
        if let Some(list) = required.as_array_mut() {
            let before = list.len();
            list.retain(|known| known != name);
            if list.len() == before {
                list.push(name.into());
            }
        }
    } else if let Some(members) = object
        .entry("properties")
        .or_insert_with(|| json!({}))
        .as_object_mut()
        && members.remove(name).is_none()
    {
        let part = Generator::new(random).part(definitions, 1);
        members.insert(name.to_owned(), part);
    }
}
