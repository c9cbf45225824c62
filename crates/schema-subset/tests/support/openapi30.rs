//! Random schema objects of `OpenAPI` 3.0, and what they mean in JSON Schema.

use serde_json::{Map, Value, json};

use super::random::Random;
use super::{tree, vocabulary};

const FORMATS: &[(&str, &str)] = &[
    ("integer", "int32"),
    ("integer", "int64"),
    ("number", "float"),
    ("number", "double"),
    ("string", "uuid"),
    ("string", "date"),
    ("string", "date-time"),
    ("string", "ipv4"),
    ("string", "byte"),
    ("string", "password"),
    ("string", "color"),
];

/// A document whose only definitions stand in `$defs`: 3.0 does not have that keyword, but references reach it.
pub fn document(random: &mut Random) -> Value {
    let recursive = random.chance(30);
    let depth = random.between(1, 3);
    let mut root = schema(random, depth, recursive, false);
    if recursive {
        if root.get("$ref").is_some() {
            root = json!({ "allOf": [root] });
        }
        root["$defs"] = json!({ "n0": schema(random, 2, true, true) });
    }
    root
}

fn schema(random: &mut Random, depth: usize, recursive: bool, guarded_only: bool) -> Value {
    if recursive && !guarded_only && random.chance(20) {
        return json!({ "$ref": "#/$defs/n0" });
    }
    let mut object = Map::new();
    let inside = |random: &mut Random| schema(random, depth.saturating_sub(1), recursive, false);
    let here =
        |random: &mut Random| schema(random, depth.saturating_sub(1), recursive, guarded_only);
    match random.below(if depth == 0 { 5 } else { 10 }) {
        0 => {
            let name = *random.pick(&["string", "integer", "number", "boolean", "object", "array"]);
            object.insert("type".into(), name.into());
            if name == "array" {
                object.insert("items".into(), json!({}));
            }
        }
        1 => {
            let count = random.between(1, 4);
            let values: Vec<Value> = (0..count).map(|_| vocabulary::value(random, 1)).collect();
            object.insert("enum".into(), values.into());
        }
        2 => numbers(random, &mut object),
        3 => strings(random, &mut object),
        4 => {
            let (of, format) = *random.pick(FORMATS);
            object.insert("type".into(), of.into());
            object.insert("format".into(), format.into());
        }
        5 => {
            object.insert("type".into(), "array".into());
            object.insert("items".into(), inside(random));
            limits(random, &mut object, "minItems", "maxItems");
            if random.chance(20) {
                object.insert("uniqueItems".into(), true.into());
            }
        }
        6 | 7 => {
            object.insert("type".into(), "object".into());
            let count = random.between(1, 3);
            let members: Map<String, Value> = (0..count)
                .map(|_| (vocabulary::name(random).to_owned(), inside(random)))
                .collect();
            object.insert("properties".into(), members.into());
            if random.chance(50) {
                object.insert("required".into(), json!([vocabulary::name(random)]));
            }
            if random.chance(40) {
                let rest = if random.chance(60) {
                    random.chance(30).into()
                } else {
                    inside(random)
                };
                object.insert("additionalProperties".into(), rest);
            }
            limits(random, &mut object, "minProperties", "maxProperties");
        }
        8 => {
            object.insert("not".into(), here(random));
        }
        _ => {
            let keyword = *random.pick(&["allOf", "anyOf", "oneOf"]);
            let count = random.between(1, 3);
            let arms: Vec<Value> = (0..count).map(|_| here(random)).collect();
            object.insert(keyword.into(), arms.into());
        }
    }
    if random.chance(20) {
        object.insert("nullable".into(), random.chance(85).into());
    }
    if random.chance(4) {
        // A keyword that 3.0 does not have says nothing there.
        object.insert("const".into(), vocabulary::value(random, 0));
    }
    object.into()
}

fn limits(random: &mut Random, object: &mut Map<String, Value>, least: &str, most: &str) {
    if random.chance(25) {
        object.insert(least.into(), random.below(3).into());
    }
    if random.chance(25) {
        object.insert(most.into(), random.below(4).into());
    }
}

fn numbers(random: &mut Random, object: &mut Map<String, Value>) {
    let name = if random.chance(60) {
        "integer"
    } else {
        "number"
    };
    object.insert("type".into(), name.into());
    for (bound, switch) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if random.chance(40) {
            object.insert(bound.into(), vocabulary::number(random));
        }
        if random.chance(30) {
            object.insert(switch.into(), random.chance(70).into());
        }
    }
    if random.chance(30) {
        object.insert("multipleOf".into(), vocabulary::step(random));
    }
}

fn strings(random: &mut Random, object: &mut Map<String, Value>) {
    object.insert("type".into(), "string".into());
    limits(random, object, "minLength", "maxLength");
    if random.chance(50) {
        object.insert("pattern".into(), vocabulary::pattern(random).into());
    }
}

/// One change of a schema object.
pub fn mutate(root: &mut Value, random: &mut Random) {
    let pointers = tree::pointers(root);
    let pointer = random.pick(&pointers);
    let recursive = root.get("$defs").is_some();
    let Some(part) = root.pointer_mut(pointer) else {
        return;
    };
    match random.below(5) {
        0 if part.is_object() && part.get("$ref").is_none() => {
            let nullable = part.get("nullable") == Some(&json!(true));
            part["nullable"] = (!nullable).into();
        }
        1 if !pointer.is_empty() => *part = schema(random, 1, recursive, true),
        2 if !pointer.is_empty() => *part = json!({ "allOf": [part.take()] }),
        _ => {
            let Some(object) = part.as_object_mut() else {
                return;
            };
            let names: Vec<String> = object
                .keys()
                .filter(|name| *name != "$defs")
                .cloned()
                .collect();
            if names.is_empty() {
                return;
            }
            let name = random.pick(&names);
            match object.get_mut(name) {
                Some(Value::Array(list)) if list.len() > 1 => {
                    list.remove(random.below(list.len()));
                }
                Some(Value::Bool(switch)) => *switch = !*switch,
                Some(number @ Value::Number(_)) => {
                    let count = number.as_u64();
                    *number = count
                        .map_or_else(|| vocabulary::number(random), |count| (count + 1).into());
                }
                _ => {
                    object.remove(name);
                }
            }
        }
    }
}

/// The same in JSON Schema 2020-12, where a format that the validator does not assert is a doubt: then there is none.
pub fn translated(schema: &Value) -> Option<Value> {
    let Some(object) = schema.as_object() else {
        return Some(schema.clone());
    };
    if let Some(reference) = object.get("$ref") {
        return Some(json!({ "$ref": reference }));
    }
    let mut result = Map::new();
    for (name, value) in object {
        let value = match name.as_str() {
            "type" | "enum" | "multipleOf" | "minLength" | "maxLength" | "pattern" | "minItems"
            | "maxItems" | "uniqueItems" | "minProperties" | "maxProperties" | "required" => {
                value.clone()
            }
            "not" | "items" | "additionalProperties" => translated(value)?,
            "allOf" | "anyOf" | "oneOf" => value
                .as_array()?
                .iter()
                .map(translated)
                .collect::<Option<Vec<_>>>()?
                .into(),
            "properties" | "$defs" => {
                let members = value.as_object()?.iter();
                let members = members.map(|(name, part)| Some((name.clone(), translated(part)?)));
                members.collect::<Option<Map<_, _>>>()?.into()
            }
            _ => continue,
        };
        result.insert(name.clone(), value);
    }
    bound(object, &mut result, "minimum", "exclusiveMinimum");
    bound(object, &mut result, "maximum", "exclusiveMaximum");
    let mut all = Vec::new();
    match object.get("format").and_then(Value::as_str) {
        // They assert nothing, or what every value of the test is: a double.
        None | Some("byte" | "password" | "double") => {}
        Some("int32") => all.push(json!({ "minimum": i32::MIN, "maximum": i32::MAX })),
        Some("int64") => all.push(json!({ "minimum": i64::MIN, "maximum": i64::MAX })),
        Some("float") => {
            all.push(json!({ "minimum": f64::from(f32::MIN), "maximum": f64::from(f32::MAX) }));
        }
        Some(format @ ("uuid" | "date" | "date-time" | "ipv4")) => {
            all.push(json!({ "format": format }));
        }
        Some(_) => return None,
    }
    if object.get("nullable") == Some(&json!(true)) {
        if let Some(of) = result.remove("type") {
            result.insert("type".into(), json!([of, "null"]));
        } else if ["allOf", "anyOf", "oneOf"]
            .iter()
            .any(|name| object.contains_key(*name))
            && !object.contains_key("enum")
        {
            let definitions = result.remove("$defs");
            all.push(result.into());
            result = Map::from_iter([(
                "anyOf".to_owned(),
                json!([{ "type": "null" }, { "allOf": all }]),
            )]);
            result.extend(definitions.map(|definitions| ("$defs".to_owned(), definitions)));
            return Some(result.into());
        }
    }
    if !all.is_empty() {
        let list = result.entry("allOf").or_insert_with(|| json!([]));
        list.as_array_mut()?.extend(all);
    }
    Some(result.into())
}

fn bound(object: &Map<String, Value>, result: &mut Map<String, Value>, name: &str, switch: &str) {
    if let Some(value) = object.get(name) {
        let exclusive = object.get(switch) == Some(&json!(true));
        result.insert(
            if exclusive { switch } else { name }.to_owned(),
            value.clone(),
        );
    }
}
