//! Schemas whose Rust types would have one name.
//!
//! typify takes a type that is there already for the one that it is asked for, by its name alone: two inline schemas
//! whose places read the same share a type silently, whatever they say. So the names are worked out here as typify does,
//! and where two schemas that differ would meet, the later one becomes a component under a name that is free.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToKebabCase as _, ToPascalCase as _, ToSnakeCase as _};
use serde_json::{Map, Value, json};

use super::merged::{InlineMerge, merged_members, merged_parts};
use super::responses::without_notes;
use crate::draft::{Draft, ORIGIN, SchemaOrigin};
use crate::names;
use crate::{Rewrites, Rule};

const COMPONENTS: Rule = Rule {
    id: "components-told-apart",
    reason: "two types cannot have one name in Rust; the name of a schema is not sent",
};
const INLINE: Rule = Rule {
    id: "inline-types-told-apart",
    reason: "progenitor would give this schema the type of another one whose place reads the same, whatever it says",
};

/// Numbers the later of two components that would be one type.
pub(super) fn tell_components_apart(draft: &mut Draft, rewrites: &mut Rewrites) {
    let mut taken = BTreeSet::new();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut places = Vec::new();
    let Some(components) = draft.component_schemas() else {
        return;
    };
    let sorted: BTreeSet<String> = components.keys().cloned().collect();
    for name in &sorted {
        let rust = names::type_name(name);
        let free = names::take_free(&rust, &mut taken);
        if free != rust {
            let free = unused(&free, &sorted, &mut taken);
            places.push((
                components
                    .get(name)
                    .and_then(|schema| schema.get(ORIGIN))
                    .cloned(),
                name.clone(),
                free.clone(),
            ));
            renamed.insert(name.clone(), free);
        }
    }
    if renamed.is_empty() {
        return;
    }
    let moved: Vec<(String, Value)> = std::mem::take(components)
        .into_iter()
        .map(|(name, schema)| (renamed.get(&name).cloned().unwrap_or(name), schema))
        .collect();
    components.extend(moved);
    rename_references(&mut draft.document, &renamed);
    for (origin, name, free) in places {
        let origin = origin
            .and_then(|index| index.as_u64())
            .and_then(|index| draft.origins.get(usize::try_from(index).ok()?));
        if let Some(origin) = origin {
            rewrites.add(COMPONENTS, origin.at, format!("schema {name} as {free}"));
        }
    }
}

/// A free name that no component is written with either.
fn unused(name: &str, written: &BTreeSet<String>, taken: &mut BTreeSet<String>) -> String {
    let mut name = name.to_owned();
    while written.contains(&name) {
        name = names::take_free(&name, taken);
    }
    name
}

fn rename_references(value: &mut Value, renamed: &BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                let target = (key == "$ref")
                    .then(|| member.as_str()?.strip_prefix("#/components/schemas/"))
                    .flatten()
                    .and_then(|name| renamed.get(name));
                match target {
                    Some(name) => *member = Value::from(format!("#/components/schemas/{name}")),
                    None => rename_references(member, renamed),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| rename_references(item, renamed)),
        _ => {}
    }
}

/// Makes a component of the later of two inline schemas that would silently share a type.
pub(super) fn tell_inline_apart(draft: &mut Draft, rewrites: &mut Rewrites) {
    let names: Vec<String> = draft
        .component_schemas()
        .map(|schemas| schemas.keys().cloned().collect())
        .unwrap_or_default();
    let mut looking = Walk {
        merges: Some(Vec::new()),
        ..Walk::default()
    };
    looking.whole(draft, &names);
    let mut walk = Walk {
        taken: names.iter().map(|name| names::type_name(name)).collect(),
        ..Walk::default()
    };
    walk.reserve_merged(&mut draft.document, &looking.merges.unwrap_or_default());
    walk.whole(draft, &names);
    if let Some(components) = draft.component_schemas() {
        components.extend(walk.moved);
    }
    for (origin, name) in walk.told {
        let origin: Option<&SchemaOrigin> = usize::try_from(origin)
            .ok()
            .and_then(|index| draft.origins.get(index));
        if let Some(origin) = origin {
            rewrites.add(INLINE, origin.at, format!("type {name}"));
        }
    }
}

#[derive(Default)]
struct Walk {
    /// Names of components, and of everything that was named here.
    taken: BTreeSet<String>,
    /// What each inline schema says, by the name of its type.
    inline: BTreeMap<String, Value>,
    /// New components.
    moved: Vec<(String, Value)>,
    told: Vec<(u64, String)>,
    /// The inline schemas that are merged, where that is all that is looked for.
    merges: Option<Vec<InlineMerge>>,
}

impl Walk {
    /// In typify's order: the components, then each operation.
    fn whole(&mut self, draft: &mut Draft, components: &[String]) {
        if let Some(schemas) = draft.component_schemas() {
            for name in components {
                if let Some(schema) = schemas.get_mut(name) {
                    self.component(schema, &names::type_name(name));
                }
            }
        }
        for index in 0..draft.operations.len() {
            if let Some((operation, _)) = draft.operation_mut(index) {
                self.operation(operation);
            }
        }
    }

    /// Keeps the names free that typify makes where it merges a component into another schema. A member whose name there
    /// belongs to a schema that says something else becomes a component itself, so that it needs no name.
    fn reserve_merged(&mut self, document: &mut Value, inline: &[InlineMerge]) {
        let components = document
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        let mut conflicts = BTreeMap::new();
        let merged = components.map(|components| merged_members(components, inline));
        for merged in merged.into_iter().flatten() {
            if !self.reserve(merged.schema, &merged.type_name) {
                conflicts.insert(merged.at.to_string(), merged.own_name);
            }
        }
        for (at, name) in conflicts {
            if let Some(members) = document.pointer_mut(&at).and_then(Value::as_object_mut) {
                self.move_out(members, &name);
            }
        }
    }

    /// Takes the names of a schema and of those inside it. Returns whether they are free, or belong to equal schemas.
    fn reserve(&mut self, schema: &Value, name: &str) -> bool {
        let (moved, told) = (self.moved.len(), self.told.len());
        self.schema(&mut schema.clone(), name);
        let is_free = self.moved.len() == moved;
        self.moved.truncate(moved);
        self.told.truncate(told);
        is_free
    }

    fn component(&mut self, schema: &mut Value, name: &str) {
        let Some(members) = schema.as_object_mut() else {
            return;
        };
        if members.get("nullable") == Some(&Value::Bool(true)) && !is_composed(members) {
            // The component is the option; what may be null has a name of its own.
            self.schema(schema, &format!("{name}Inner"));
        } else {
            self.parts(members, name);
        }
    }

    fn operation(&mut self, operation: &mut Map<String, Value>) {
        let id = operation
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let named = |suffix: &str| names::type_name(&format!("{id}-{suffix}"));
        if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
            for parameter in parameters {
                let name = parameter
                    .get("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let name = named(name);
                if let Some(schema) = parameter.get_mut("schema") {
                    self.schema(schema, &name);
                }
            }
        }
        if let Some(content) = operation
            .get_mut("requestBody")
            .and_then(|body| body.get_mut("content"))
        {
            self.content(content, &named("body"));
        }
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            for response in responses.values_mut() {
                if let Some(content) = response.get_mut("content") {
                    self.content(content, &named("response"));
                }
            }
        }
    }

    fn content(&mut self, content: &mut Value, name: &str) {
        for media_type in content
            .as_object_mut()
            .into_iter()
            .flat_map(Map::values_mut)
        {
            if let Some(schema) = media_type.get_mut("schema") {
                self.schema(schema, name);
            }
        }
    }

    /// An inline schema that typify would call `name`, if it makes a type of it.
    fn schema(&mut self, schema: &mut Value, name: &str) {
        let Some(members) = schema.as_object_mut() else {
            return;
        };
        if members.contains_key("$ref") {
            return;
        }
        let name = names::type_name(name);
        if let Some(merges) = &mut self.merges {
            if merged_parts(members).is_some() {
                merges.push((name.clone(), Value::Object(members.clone())));
            }
        } else if makes_a_type(members) {
            let said = without_notes(&Value::Object(members.clone()));
            match self.inline.get(&name) {
                Some(known) if *known == said => return,
                None if self.taken.insert(name.clone()) => {
                    self.inline.insert(name.clone(), said);
                }
                _ => {
                    self.move_out(members, &name);
                    return;
                }
            }
        }
        self.parts(members, &name);
    }

    /// Puts a reference in the place of a schema, and the schema among the components.
    fn move_out(&mut self, members: &mut Map<String, Value>, name: &str) {
        let name = names::take_free(name, &mut self.taken);
        let origin = members.get(ORIGIN).and_then(Value::as_u64);
        self.told
            .extend(origin.map(|origin| (origin, name.clone())));
        let mut inner = std::mem::take(members);
        for of_use in [ORIGIN, "description", "nullable"] {
            members.extend(
                inner
                    .get_key_value(of_use)
                    .map(|(key, value)| (key.clone(), value.clone())),
            );
        }
        inner.remove("nullable");
        members.insert(
            "allOf".to_owned(),
            json!([{ "$ref": format!("#/components/schemas/{name}") }]),
        );
        let mut inner = Value::Object(inner);
        self.component(&mut inner, &name);
        self.moved.push((name, inner));
    }

    /// What stands inside a schema whose type is called `name`.
    fn parts(&mut self, members: &mut Map<String, Value>, name: &str) {
        let arms: Vec<String> = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|keyword| members.get(*keyword)?.as_array())
            .flat_map(|arms| variant_names(arms))
            .collect();
        let mut has_members = false;
        if let Some(Value::Object(properties)) = members.get_mut("properties") {
            has_members = !properties.is_empty();
            for (property, schema) in properties {
                let property = property.to_snake_case();
                // Beside arms, members are merged into each of them.
                for variant in &arms {
                    self.schema(schema, &format!("{name}_{variant}_{property}"));
                }
                if arms.is_empty() {
                    self.schema(schema, &format!("{name}_{property}"));
                }
            }
        }
        if let Some(more) = members.get_mut("additionalProperties") {
            let name = if has_members {
                format!("{name}_extra")
            } else {
                name.to_owned()
            };
            self.schema(more, &format!("{name}Value"));
        }
        if let Some(items) = members.get_mut("items") {
            self.schema(items, &format!("{name}Item"));
        }
        if let Some(Value::Array(parts)) = members.get_mut("allOf") {
            // Merged into one type, with the members of all.
            for part in parts {
                if let Some(part) = part.as_object_mut()
                    && !part.contains_key("$ref")
                {
                    self.parts(part, name);
                }
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(arms)) = members.get_mut(keyword) {
                // Objects that may all hold stand beside each other in one struct.
                let beside = keyword == "anyOf" && arms.iter().all(is_object);
                let variants = variant_names(arms);
                for (index, (arm, variant)) in arms.iter_mut().zip(variants).enumerate() {
                    if beside {
                        self.schema(arm, &format!("{name}Subtype{index}"));
                    } else {
                        self.schema(arm, &format!("{name}_{variant}"));
                    }
                }
            }
        }
    }
}

/// What typify calls the variants of a union: by the names or types of the arms where each has one of its own, without
/// what all begin with; else by number.
fn variant_names(arms: &[Value]) -> Vec<String> {
    let numbered = || {
        (0..arms.len())
            .map(|index| format!("Variant{index}"))
            .collect()
    };
    let Some(names) = arms.iter().map(arm_name).collect::<Option<Vec<String>>>() else {
        return numbered();
    };
    if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
        return numbered();
    }
    let mut rest = names.iter();
    let first = rest.next().cloned().unwrap_or_default();
    let common = rest
        .fold(first, |common, name| common_words(&common, name))
        .len();
    let short: Vec<String> = names
        .iter()
        .map(|name| name.get(common..).unwrap_or_default().to_owned())
        .collect();
    if short.iter().any(String::is_empty) {
        numbered()
    } else {
        short
    }
}

fn arm_name(arm: &Value) -> Option<String> {
    if let Some(target) = arm.get("$ref").and_then(Value::as_str) {
        return Some(names::type_name(target.rsplit('/').next()?));
    }
    if arm.get("nullable") == Some(&Value::Bool(true)) {
        return None;
    }
    if let Some(Value::Array(parts)) = arm.get("allOf") {
        return match parts.as_slice() {
            [only] => arm_name(only),
            _ => None,
        };
    }
    let kind = arm.get("type").and_then(Value::as_str)?;
    let format = arm.get("format").and_then(Value::as_str);
    Some(names::type_name(format.unwrap_or(kind)))
}

/// The words that two names begin with.
fn common_words(one: &str, other: &str) -> String {
    let (one, other) = (one.to_kebab_case(), other.to_kebab_case());
    let common = one
        .split('-')
        .zip(other.split('-'))
        .take_while(|(a, b)| a == b);
    let words: Vec<&str> = common.map(|(word, _)| word).collect();
    words.join("-").to_pascal_case()
}

fn is_object(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("object")
        || schema.get("properties").is_some()
        || schema.get("$ref").is_some()
}

fn is_composed(members: &Map<String, Value>) -> bool {
    ["allOf", "oneOf", "anyOf"]
        .iter()
        .any(|keyword| members.contains_key(*keyword))
}

/// Whether typify writes a type for an inline schema, rather than to name one that is there.
fn makes_a_type(members: &Map<String, Value>) -> bool {
    if let Some(Value::Array(parts)) = members.get("allOf") {
        let is_wrapper = parts.len() == 1
            && parts
                .iter()
                .all(|part| part.get("$ref").is_some() || part.get("x-rust-type").is_some());
        return !is_wrapper;
    }
    let is_object = members
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|properties| !properties.is_empty());
    is_object
        || [
            "enum",
            "oneOf",
            "anyOf",
            "pattern",
            "minLength",
            "maxLength",
        ]
        .iter()
        .any(|keyword| members.contains_key(*keyword))
        || members.get("additionalProperties") == Some(&Value::Bool(false))
}
