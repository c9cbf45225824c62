//! Schemas as trees: where subschemas stand, and where references lead.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::random::Random;

/// One schema on the same value.
const ONE_HERE: &[&str] = &["not", "if", "then", "else"];
/// One schema on a part of the value.
const ONE_INSIDE: &[&str] = &[
    "items",
    "contains",
    "additionalProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];
const LIST_HERE: &[&str] = &["allOf", "anyOf", "oneOf"];
const LIST_INSIDE: &[&str] = &["prefixItems"];
const MAP_HERE: &[&str] = &["dependentSchemas"];
const MAP_INSIDE: &[&str] = &["properties", "patternProperties", "$defs"];

fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Whether a subschema is applied to the same value as the schema around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Here,
    Inside,
}

/// The subschemas right below a schema, with the rest of their pointers.
pub fn children(schema: &Value) -> Vec<(String, Where, &Value)> {
    let mut found = Vec::new();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let name = keyword.as_str();
        let place = if [ONE_HERE, LIST_HERE, MAP_HERE]
            .iter()
            .any(|list| list.contains(&name))
        {
            Where::Here
        } else {
            Where::Inside
        };
        if ONE_HERE.contains(&name) || ONE_INSIDE.contains(&name) {
            found.push((format!("/{name}"), place, value));
        } else if LIST_HERE.contains(&name) || LIST_INSIDE.contains(&name) {
            for (index, arm) in value.as_array().into_iter().flatten().enumerate() {
                found.push((format!("/{name}/{index}"), place, arm));
            }
        } else if MAP_HERE.contains(&name) || MAP_INSIDE.contains(&name) {
            for (key, arm) in value.as_object().into_iter().flatten() {
                found.push((format!("/{name}/{}", token(key)), place, arm));
            }
        }
    }
    found
}

/// The pointers of a schema and all schemas in it, outermost first.
pub fn pointers(schema: &Value) -> Vec<String> {
    let mut all = vec![(String::new(), schema)];
    let mut next = 0;
    while let Some((pointer, schema)) = all.get(next).cloned() {
        next += 1;
        for (below, _, child) in children(schema) {
            all.push((format!("{pointer}{below}"), child));
        }
    }
    all.into_iter().map(|(pointer, _)| pointer).collect()
}

/// Calls `visit` with a schema and all schemas in it.
pub fn visit_mut(schema: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    for pointer in pointers(schema) {
        if let Some(part) = schema.pointer_mut(&pointer) {
            visit(part);
        }
    }
}

/// The schema that a local reference leads to.
pub fn resolve<'s>(root: &'s Value, reference: &str) -> Option<&'s Value> {
    let fragment = reference.strip_prefix('#')?;
    if fragment.is_empty() || fragment.starts_with('/') {
        return root.pointer(fragment);
    }
    let anchored = |pointer: &String| {
        root.pointer(pointer).and_then(|part| part.get("$anchor")) == Some(&json!(fragment))
    };
    pointers(root)
        .iter()
        .find(|pointer| anchored(pointer))
        .and_then(|pointer| root.pointer(pointer))
}

/// Whether some schema comes back to itself on the same value.
pub fn loops(root: &Value) -> bool {
    fn walk<'s>(
        root: &'s Value,
        schema: &'s Value,
        open: &mut Vec<*const Value>,
        done: &mut Vec<*const Value>,
    ) -> bool {
        let own = std::ptr::from_ref(schema);
        if open.contains(&own) {
            return true;
        }
        if done.contains(&own) {
            return false;
        }
        open.push(own);
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|text| resolve(root, text));
        let here = children(schema)
            .into_iter()
            .filter(|(_, place, _)| *place == Where::Here);
        let looping = target
            .into_iter()
            .chain(here.map(|(_, _, child)| child))
            .any(|next| walk(root, next, open, done));
        open.pop();
        done.push(own);
        looping
    }
    let mut done = Vec::new();
    pointers(root)
        .iter()
        .filter_map(|pointer| root.pointer(pointer))
        .any(|schema| walk(root, schema, &mut Vec::new(), &mut done))
}

/// Definitions that mean the same in any document: `<prefix>` for the schema itself, `<prefix>_<name>` for each of its
/// own definitions.
pub fn relocated(schema: &Value, prefix: &str) -> Map<String, Value> {
    let mut root = schema.clone();
    visit_mut(&mut root, &mut |part| {
        let Some(object) = part.as_object_mut() else {
            return;
        };
        if let Some(Value::String(name)) = object.get_mut("$anchor") {
            *name = format!("{prefix}_{name}");
        }
        let Some(Value::String(reference)) = object.get_mut("$ref") else {
            return;
        };
        *reference = if reference == "#" {
            format!("#/$defs/{prefix}")
        } else if let Some(name) = reference.strip_prefix("#/$defs/") {
            format!("#/$defs/{prefix}_{name}")
        } else if let Some(pointer) = reference.strip_prefix("#/") {
            format!("#/$defs/{prefix}/{pointer}")
        } else {
            reference.replacen('#', &format!("#{prefix}_"), 1)
        };
    });
    let mut definitions = Map::new();
    if let Some(Value::Object(own)) = root
        .as_object_mut()
        .and_then(|object| object.remove("$defs"))
    {
        definitions.extend(
            own.into_iter()
                .map(|(name, part)| (format!("{prefix}_{name}"), part)),
        );
    }
    definitions.insert(prefix.to_owned(), root);
    definitions
}

/// A document around relocated schemas.
pub fn around(schemas: &BTreeMap<&str, &Value>, mut root: Value) -> Value {
    let definitions: Map<String, Value> = schemas
        .iter()
        .flat_map(|(prefix, schema)| relocated(schema, prefix))
        .collect();
    root["$defs"] = definitions.into();
    root
}

/// Drops the definitions that nothing refers to.
pub fn without_unused(schema: &Value) -> Value {
    let mut schema = schema.clone();
    loop {
        let text = schema.to_string();
        let Some(Value::Object(definitions)) = schema.get_mut("$defs") else {
            return schema;
        };
        let before = definitions.len();
        definitions.retain(|name, part| {
            let anchored = part.to_string().contains("$anchor");
            anchored && text.contains("\"#t") || text.contains(&format!("#/$defs/{name}\""))
        });
        let left = definitions.len();
        if left == 0 {
            schema.as_object_mut().map(|object| object.remove("$defs"));
        }
        if left == before || left == 0 {
            return schema;
        }
    }
}

/// The same schema with its members and everything that is a set in another order, as text: a `Map` sorts its members.
pub fn reordered(schema: &Value, random: &mut Random) -> String {
    match schema {
        Value::Object(object) => {
            let mut members: Vec<String> = object
                .iter()
                .map(|(name, value)| {
                    let is_set = matches!(
                        name.as_str(),
                        "enum" | "required" | "allOf" | "anyOf" | "oneOf" | "type"
                    );
                    let value = match value {
                        Value::Array(items) if is_set => {
                            let mut items: Vec<String> =
                                items.iter().map(|item| reordered(item, random)).collect();
                            random.shuffle(&mut items);
                            format!("[{}]", items.join(","))
                        }
                        other => reordered(other, random),
                    };
                    format!("{}:{value}", json!(name))
                })
                .collect();
            random.shuffle(&mut members);
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| reordered(item, random)).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}
