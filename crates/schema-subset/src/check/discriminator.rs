//! What `discriminator` says of the arms beside it, read from the documents as they are written.

use std::sync::Arc;

use serde_json::{Value, json};
use source_tree::{Node, Pointer};

use super::documents::{Documents, Location, Place};
use crate::dialect::Discriminators;

/// References that are followed from one schema.
const MAX_REFERENCES: usize = 100;
/// Schemas in schemas that are looked at for the values that an arm lists for the property by itself.
const MAX_DEPTH: usize = 64;

/// The values that lead to an arm, in the property that the discriminator names.
pub(super) struct Tag<'t> {
    pub(super) property: &'t str,
    values: Vec<String>,
}

impl Tag<'_> {
    /// The same as a schema.
    pub(super) fn schema(&self) -> Value {
        json!({ "properties": { self.property: { "enum": self.values } } })
    }

    /// Whether a value may lead to the arm: so does one without the property.
    pub(super) fn allows(&self, value: &Value) -> bool {
        let given = value.get(self.property);
        given.is_none_or(|given| {
            given
                .as_str()
                .is_some_and(|given| self.values.iter().any(|value| value == given))
        })
    }
}

/// The keys of a mapping with the places that they lead to.
pub(super) type Mapping = Vec<(String, Place)>;

/// Strings that a schema allows; none where it does not list them.
pub(super) type Strings = Option<Vec<String>>;

impl<'t> Documents<'t> {
    /// What the discriminator of a schema says of one of its arms.
    pub(super) fn tag(&self, schema: Location<'t>, arm: Location<'t>) -> Option<Tag<'t>> {
        self.tag_within(schema, arm, MAX_DEPTH)
    }

    fn tag_within(&self, schema: Location<'t>, arm: Location<'t>, depth: usize) -> Option<Tag<'t>> {
        if self.reading.discriminators == Discriminators::Annotation {
            return None;
        }
        let discriminator = self.keyword(schema, "discriminator")?.as_object()?;
        let property = discriminator.get("propertyName")?.as_str()?;
        let target = self.named_by(arm)?;
        let values = self.leading_to(schema, target)?;
        if let Some(own) = self.own_values(target, property, depth)
            && !own.iter().any(|value| values.contains(value))
        {
            return None;
        }
        Some(Tag { property, values })
    }

    /// The keys of the mapping for a schema, or else its name.
    fn leading_to(&self, schema: Location<'t>, target: Location<'t>) -> Option<Vec<String>> {
        let place = self.followed(target).place();
        let mapping = self.mapping(schema);
        let keys = mapping.iter().filter(|(_, to)| *to == place);
        let keys: Vec<String> = keys.map(|(key, _)| key.clone()).collect();
        if !keys.is_empty() {
            return Some(keys);
        }
        let pointer = target.node.tree().pointer_to(target.node.id()).to_string();
        let (before, name) = pointer.rsplit_once('/')?;
        before
            .ends_with("/components/schemas")
            .then(|| vec![name.replace("~1", "/").replace("~0", "~")])
    }

    /// The written keys with the places that they lead to.
    fn mapping(&self, schema: Location<'t>) -> Arc<Mapping> {
        let key = (schema.place(), schema.base);
        if let Some(known) = self.mappings.borrow().get(&key) {
            return Arc::clone(known);
        }
        let discriminator = self.keyword(schema, "discriminator");
        let written = discriminator.and_then(|of| of.get("mapping")?.as_object());
        let places = written.into_iter().flatten().filter_map(|(key, to)| {
            let to = self.mapped(schema, to.as_str()?)?;
            Some((key.as_str().to_owned(), self.followed(to).place()))
        });
        let found: Arc<Mapping> = Arc::new(places.collect());
        self.mappings.borrow_mut().insert(key, Arc::clone(&found));
        found
    }

    fn mapped(&self, schema: Location<'t>, text: &str) -> Option<Location<'t>> {
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
        if is_plain {
            let pointer = Pointer::from_tokens(["components", "schemas", text]);
            let component = self.in_entry(&pointer, schema);
            if component.is_some() {
                return component;
            }
        }
        self.follow(schema, text).ok()
    }

    /// Where an arm leads that is a reference, or that only describes one.
    fn named_by(&self, arm: Location<'t>) -> Option<Location<'t>> {
        let arm = self.entered(arm);
        if arm.node.get("$ref").is_some() {
            return self.referenced(arm).ok()?;
        }
        let describes = |keyword: &str| {
            matches!(
                keyword,
                "allOf"
                    | "title"
                    | "description"
                    | "default"
                    | "example"
                    | "examples"
                    | "deprecated"
                    | "readOnly"
                    | "writeOnly"
                    | "nullable"
                    | "externalDocs"
                    | "xml"
            ) || keyword.starts_with("x-")
        };
        let mut members = arm.node.as_object()?.iter();
        let only = match self.listed(arm, "allOf").as_slice() {
            [only] if members.all(|(key, _)| describes(key.as_str())) => *only,
            _ => return None,
        };
        self.referenced(self.entered(only)).ok()?
    }

    fn followed(&self, schema: Location<'t>) -> Location<'t> {
        let mut schema = schema;
        for _ in 0..MAX_REFERENCES {
            match self.named_by(schema) {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema
    }

    /// The strings that objects under a schema have for a member.
    fn own_values(&self, schema: Location<'t>, property: &str, depth: usize) -> Strings {
        let key = (schema.place(), schema.base, property.to_owned());
        if let Some(known) = self.own_values.borrow().get(&key) {
            return known.clone();
        }
        // Whoever comes back here meanwhile learns nothing.
        self.own_values.borrow_mut().insert(key.clone(), None);
        let found = self.own_values_anew(schema, property, depth);
        self.own_values.borrow_mut().insert(key, found.clone());
        found
    }

    fn own_values_anew(&self, schema: Location<'t>, property: &str, depth: usize) -> Strings {
        let depth = depth.checked_sub(1)?;
        let schema = self.entered(schema);
        let mut found = None;
        if let Ok(Some(target)) = self.referenced(schema) {
            found = self.own_values(target, property, depth);
        }
        let properties = self.keyword(schema, "properties");
        if let Some(own) = properties.and_then(|all| all.get(property)) {
            found = common(found, self.strings(schema.child(own), depth));
        }
        for part in self.listed(schema, "allOf") {
            found = common(found, self.own_values(part, property, depth));
        }
        for keyword in ["anyOf", "oneOf"] {
            if self.keyword(schema, keyword).is_none() {
                continue;
            }
            let mut all = Some(Vec::new());
            for arm in self.listed(schema, keyword) {
                let tag = self.tag_within(schema, arm, depth);
                let tag = tag.filter(|tag| tag.property == property);
                let values = match tag {
                    Some(tag) => Some(tag.values),
                    None => self.own_values(arm, property, depth),
                };
                all = all.zip(values).map(|(all, values)| [all, values].concat());
                if all.is_none() {
                    break;
                }
            }
            found = common(found, all);
        }
        found
    }

    /// The strings that a schema allows.
    fn strings(&self, schema: Location<'t>, depth: usize) -> Strings {
        let depth = depth.checked_sub(1)?;
        let schema = self.entered(schema);
        let mut found = None;
        if let Ok(Some(target)) = self.referenced(schema) {
            found = self.strings(target, depth);
        }
        let text = |node: Node<'t>| node.as_str().map(str::to_owned);
        let listed = self.keyword(schema, "enum").and_then(Node::as_array);
        if let Some(listed) = listed {
            found = common(found, Some(listed.iter().filter_map(text).collect()));
        }
        if let Some(single) = self.keyword(schema, "const") {
            found = common(found, Some(text(single).into_iter().collect()));
        }
        if let Some(of) = self.keyword(schema, "type") {
            let names = of.as_array().map_or(vec![of], |all| all.iter().collect());
            if !names.iter().any(|name| name.as_str() == Some("string")) {
                found = Some(Vec::new());
            }
        }
        for part in self.listed(schema, "allOf") {
            found = common(found, self.strings(part, depth));
        }
        for keyword in ["anyOf", "oneOf"] {
            if self.keyword(schema, keyword).is_none() {
                continue;
            }
            let mut all = Some(Vec::new());
            for arm in self.listed(schema, keyword) {
                let values = self.strings(arm, depth);
                all = all.zip(values).map(|(all, values)| [all, values].concat());
                if all.is_none() {
                    break;
                }
            }
            found = common(found, all);
        }
        found
    }
}

fn common(one: Strings, other: Strings) -> Strings {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.into_iter().filter(|v| other.contains(v)).collect()),
        (one, other) => one.or(other),
    }
}
