//! Schemas of the source as schemas of the draft, and the components that they refer to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use openapi_doc::{Document, Item, NodeRef, Role, Roles, Schema, relax};
use serde_json::{Map, Number, Value, json};
use source_tree::Value as NodeValue;

use crate::draft::{ARMS, ORIGIN, SchemaOrigin};

/// Members of a schema object that say nothing about values.
const LEFT_BEHIND: [&str; 7] = [
    ARMS,
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "xml",
    ORIGIN,
];

/// Writes schemas and keeps account of the components that they need.
pub(super) struct Schemas<'d> {
    document: &'d Document,
    roles: &'d Roles,
    origins: Vec<SchemaOrigin>,
    /// The name of each component, given or made up, by the place of its schema.
    names: HashMap<NodeRef, String>,
    taken: BTreeSet<String>,
    /// Components that were referred to and are not written yet.
    wanted: VecDeque<(String, Schema<'d>)>,
    asked_for: HashSet<NodeRef>,
    /// Places below which everything is part of a parameter's schema.
    in_parameters: HashSet<NodeRef>,
    arm_tags: HashSet<NodeRef>,
}

impl<'d> Schemas<'d> {
    pub(super) fn new(document: &'d Document, roles: &'d Roles) -> Self {
        let components: Vec<(&str, Schema<'d>)> = document.components().schemas().collect();
        let mut in_parameters = HashSet::new();
        for operation in document.operations() {
            for parameter in operation.parameters() {
                let content = parameter
                    .content()
                    .and_then(|(_, content)| content.schema());
                if let Some(schema) = parameter.schema().or(content) {
                    collect(schema.item(), &mut in_parameters);
                }
            }
        }
        Self {
            document,
            roles,
            origins: Vec::new(),
            names: components
                .iter()
                .map(|(name, schema)| (schema.item().at(), (*name).to_owned()))
                .collect(),
            taken: components
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect(),
            wanted: VecDeque::new(),
            asked_for: HashSet::new(),
            in_parameters,
            arm_tags: arm_tags(document),
        }
    }

    /// Writes one schema; what it refers to becomes a component.
    ///
    /// Recursion is as deep as the source, whose depth was limited when it was read.
    pub(super) fn write(&mut self, schema: Schema<'d>) -> Value {
        let item = schema.item();
        let origin = Value::from(self.origin(schema));
        match item.node().value() {
            NodeValue::Bool(true) => json!({ ORIGIN: origin }),
            NodeValue::Bool(false) => json!({ ORIGIN: origin, "not": {} }),
            _ => {
                let mut written = Map::new();
                written.insert(ORIGIN.to_owned(), origin);
                for (key, member) in item.members() {
                    if LEFT_BEHIND.contains(&key) {
                        continue;
                    }
                    let value = match (key, item.target()) {
                        ("$ref", Some(target)) => self.reference(target),
                        // A boolean here is a switch and not a schema in OpenAPI 3.0.
                        ("additionalProperties", _) if member.node().as_bool().is_some() => {
                            Value::from(member.node().as_bool())
                        }
                        _ => self.write_value(member),
                    };
                    written.insert(key.to_owned(), value);
                }
                if let Some(property) = schema.discriminator_property() {
                    let arms = self.discriminated_arms(schema);
                    if !arms.is_empty() {
                        written.insert(
                            ARMS.to_owned(),
                            json!({ "property": property, "arms": arms }),
                        );
                    }
                }
                Value::Object(written)
            }
        }
    }

    /// Each arm that is a reference, with the values that choose it: those that are mapped to it, else its name.
    fn discriminated_arms(&mut self, schema: Schema<'d>) -> Vec<Value> {
        let mapping = schema.discriminator_mapping();
        let arms = schema.one_of().into_iter().chain(schema.any_of());
        arms.filter_map(|arm| {
            let target = arm.target()?;
            let mut values: Vec<String> = mapping
                .iter()
                .filter(|(_, mapped)| mapped.resolve().id() == target.resolve().id())
                .map(|(value, _)| (*value).to_owned())
                .collect();
            if values.is_empty() {
                let pointer = target.item().pointer();
                values.extend(pointer.rsplit('/').next().map(str::to_owned));
            }
            Some(json!({ "$ref": self.reference(target.item()), "values": values }))
        })
        .collect()
    }

    /// Writes any value; schemas inside it are written as schemas.
    pub(super) fn write_value(&mut self, item: Item<'d>) -> Value {
        if let Some(schema) = item.schema() {
            return self.write(schema);
        }
        match item.node().value() {
            NodeValue::Null => Value::Null,
            NodeValue::Bool(flag) => Value::from(flag),
            NodeValue::String(text) => Value::from(text),
            NodeValue::Number(number) => write_number(number),
            NodeValue::Array(_) => item.items().map(|item| self.write_value(item)).collect(),
            NodeValue::Object(_) => item
                .members()
                .map(|(key, member)| (key.to_owned(), self.write_value(member)))
                .collect::<Map<String, Value>>()
                .into(),
        }
    }

    /// The components that were asked for, and the origins of all schemas.
    pub(super) fn finish(mut self) -> (BTreeMap<String, Value>, Vec<SchemaOrigin>) {
        let mut components = BTreeMap::new();
        while let Some((name, schema)) = self.wanted.pop_front() {
            let written = self.write(schema);
            components.insert(name, written);
        }
        (components, self.origins)
    }

    fn origin(&mut self, schema: Schema<'d>) -> usize {
        let item = schema.item();
        self.origins.push(SchemaOrigin {
            at: item.at(),
            in_request: self.roles.contains(schema.id(), Role::Request),
            in_response: self.roles.contains(schema.id(), Role::Response),
            in_parameter: self.in_parameters.contains(&item.at()),
            arm_tag: self.arm_tags.contains(&item.at()),
            // A location costs a search, so only those who may need a name get one.
            name_hint: (schema.is_pii() || schema.discriminator_property().is_some())
                .then(|| name_of_place(&item.location().pointer)),
        });
        self.origins.len() - 1
    }

    fn reference(&mut self, target: Item<'d>) -> Value {
        let at = target.at();
        let name = match self.names.get(&at) {
            Some(name) => name.clone(),
            None => self.name_for(target),
        };
        if self.asked_for.insert(at)
            && let Some(schema) = self.document.schema_at(at)
        {
            self.wanted.push_back((name.clone(), schema));
        }
        Value::from(format!("#/components/schemas/{name}"))
    }

    /// Makes up a component name for a schema of another file, or of a place that is no component: the last
    /// part of its pointer, numbered where that is taken.
    fn name_for(&mut self, target: Item<'d>) -> String {
        let location = target.location();
        let last = location.pointer.rsplit('/').find(|token| !token.is_empty());
        let stem = location
            .file
            .rsplit('/')
            .next()
            .and_then(|file| file.split('.').next());
        let base: String = last
            .or(stem)
            .unwrap_or("Schema")
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '_' {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        let mut name = base.clone();
        let mut number = 1_usize;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{base}{number}");
        }
        self.names.insert(target.at(), name.clone());
        name
    }
}

/// The words of a pointer that are names: `/components/schemas/Pet/properties/vet` is `PetVet`.
fn name_of_place(pointer: &str) -> String {
    let words = pointer.split('/').filter(|word| {
        !word.is_empty()
            && !["components", "schemas", "properties", "schema", "content"].contains(word)
    });
    words
        .flat_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric()))
        .filter_map(|part| {
            let first = part.chars().next()?;
            Some(format!("{}{}", first.to_ascii_uppercase(), part.get(1..)?))
        })
        .collect()
}

/// Notes every value below a schema, through `$ref`s.
fn collect(start: Item<'_>, found: &mut HashSet<NodeRef>) {
    let mut pending = vec![start];
    while let Some(item) = pending.pop() {
        if found.insert(item.at()) {
            pending.extend(item.members().map(|(_, member)| member));
            pending.extend(item.items());
            pending.extend(item.target());
        }
    }
}

/// The schemas whose one value tells the arms of a `oneOf` or `anyOf` apart.
fn arm_tags(document: &Document) -> HashSet<NodeRef> {
    let mut tags = HashSet::new();
    for schema in document.schemas() {
        let arms = schema
            .children()
            .into_iter()
            .filter(|(keyword, _)| matches!(*keyword, "oneOf" | "anyOf"));
        for arm in arms.map(|(_, arm)| arm.resolve()) {
            for property in arm.properties() {
                if relax::is_arm_tag(arm, property.name()) {
                    tags.insert(property.schema().resolve().item().at());
                }
            }
        }
    }
    tags
}

/// Bounds and enum values; one that fits no machine number is as good as the nearest.
fn write_number(number: source_tree::Number<'_>) -> Value {
    if let Some(value) = number.as_i64() {
        Value::from(value)
    } else if let Some(value) = number.as_u64() {
        Value::from(value)
    } else {
        number
            .as_f64()
            .and_then(Number::from_f64)
            .map_or(Value::Null, Value::Number)
    }
}
