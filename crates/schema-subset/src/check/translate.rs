//! One schema of either dialect as JSON Schema 2020-12 without references to anything outside.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use source_tree::Node;

use super::checker::Unchecked;
use super::documents::{Documents, Location};
use super::ecma_text::explicit;
use super::keywords::{self, Holds};
use super::values::to_json;
use crate::dialect::{Dialect, Formats, Nullable, Role};

/// Schemas in schemas that are translated; recursion goes no deeper.
const MAX_DEPTH: usize = 250;

/// Who looks at a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Side {
    Sender,
    Receiver,
}

/// In which role a schema stands, and who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct View {
    pub(super) role: Option<Role>,
    pub(super) side: Side,
}

/// Gives a reference to what a location is translated to.
pub(super) type Refer<'a, 't> = dyn FnMut(Location<'t>) -> Value + 'a;

/// Translates one schema; what it refers to is left to `refer`. Schemas of members that have none of the `names` are left
/// out: they say nothing about values without such members, and large documents have very many of them.
pub(super) fn translate<'t>(
    documents: &Documents<'t>,
    location: Location<'t>,
    names: &BTreeSet<String>,
    refer: &mut Refer<'_, 't>,
) -> Result<Value, Unchecked> {
    let mut translation = Translation {
        documents,
        names,
        refer,
    };
    translation.schema(location, 0)
}

struct Translation<'a, 'b, 't> {
    documents: &'a Documents<'t>,
    /// The names of members that values may have.
    names: &'a BTreeSet<String>,
    refer: &'a mut Refer<'b, 't>,
}

impl<'t> Translation<'_, '_, 't> {
    fn schema(&mut self, location: Location<'t>, depth: usize) -> Result<Value, Unchecked> {
        if depth > MAX_DEPTH {
            return Err(Unchecked::new("schemas nested more than 250 deep"));
        }
        if let Some(verdict) = location.node.as_bool() {
            return Ok(Value::Bool(verdict));
        }
        let Some(object) = location.node.as_object() else {
            let position = location.node.position();
            let name = location.node.tree().name();
            return Err(Unchecked::new(format!(
                "{name}:{position}: this is not a schema"
            )));
        };
        let location = self.documents.entered(location);
        let mut schema = Map::new();
        if let Some(target) = self.documents.referenced(location)?
            && let Value::Object(reference) = (self.refer)(target)
        {
            schema.extend(reference);
        }
        let mut more = Vec::new();
        for (key, node) in object {
            let keyword = key.as_str();
            if matches!(keyword, "$dynamicRef" | "$recursiveRef") && !self.is_3_0() {
                return Err(Unchecked::new(format!("`{keyword}`")));
            }
            if self.documents.keyword(location, keyword) != Some(node) {
                continue;
            }
            if let Some(holds) = keywords::holds(keyword) {
                let value = self.keyword(location, keyword, holds, node, depth)?;
                if keyword == "oneOf" && self.documents.one_of_as_any_of.contains(&location.place())
                {
                    more.push(json!({ "anyOf": value }));
                } else {
                    schema.insert(keyword.to_owned(), value);
                }
            }
        }
        self.format(location, &mut schema, &mut more);
        self.project(location, &mut schema);
        if !more.is_empty() {
            let all = schema.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                all.extend(more);
            }
        }
        Ok(self.dialect(location, schema))
    }

    /// Whether values may have a member of that name.
    fn is_met(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    fn is_3_0(&self) -> bool {
        self.documents.reading.dialect == Dialect::OpenApi3_0
    }

    fn keyword(
        &mut self,
        location: Location<'t>,
        keyword: &str,
        holds: Holds,
        node: Node<'t>,
        depth: usize,
    ) -> Result<Value, Unchecked> {
        let child = location.child(node);
        let members = || self.documents.named(location, keyword);
        Ok(match holds {
            Holds::Plain => to_json(node, 0)?,
            Holds::Pattern => json!(explicit(node.as_str().unwrap_or_default())),
            Holds::InPlace => self.schema(child, depth + 1)?,
            Holds::InPlaceApart => (self.refer)(child),
            Holds::ListInPlace => {
                let arms = self.documents.listed(location, keyword);
                let arms = arms.into_iter().map(|arm| self.schema(arm, depth + 1));
                Value::Array(arms.collect::<Result<_, _>>()?)
            }
            Holds::ListApart => {
                let arms = self.documents.listed(location, keyword);
                let arms = arms.into_iter().map(|arm| {
                    let schema = (self.refer)(arm);
                    match self.documents.tag(location, arm) {
                        Some(tag) => json!({ "allOf": [schema, tag.schema()] }),
                        None => schema,
                    }
                });
                Value::Array(arms.collect())
            }
            Holds::MapInPlace => {
                let mut map = Map::new();
                for (name, arm) in members() {
                    if !self.is_met(name) {
                        continue;
                    }
                    map.insert(name.to_owned(), self.schema(arm, depth + 1)?);
                }
                Value::Object(map)
            }
            Holds::Inside => self.inside(child, depth)?,
            Holds::InsideApart => (self.refer)(self.documents.at_new_value(child)?),
            Holds::ListInside => {
                let items = self.documents.listed(location, keyword);
                let items = items.into_iter().map(|item| self.inside(item, depth));
                Value::Array(items.collect::<Result<_, _>>()?)
            }
            Holds::MapInside | Holds::PatternsInside => {
                let mut map = Map::new();
                for (name, property) in members() {
                    if holds == Holds::MapInside && !self.is_met(name) {
                        continue;
                    }
                    let schema = self.property(property, depth)?;
                    let name = if holds == Holds::MapInside {
                        name.to_owned()
                    } else {
                        explicit(name)
                    };
                    let known = map.remove(&name);
                    let both = known.map(|known| json!({ "allOf": [known, schema] }));
                    map.insert(name, both.unwrap_or(schema));
                }
                Value::Object(map)
            }
        })
    }

    fn inside(&mut self, child: Location<'t>, depth: usize) -> Result<Value, Unchecked> {
        let child = self.documents.at_new_value(child)?;
        self.schema(child, depth + 1)
    }

    fn property(&mut self, property: Location<'t>, depth: usize) -> Result<Value, Unchecked> {
        let is_sender = property.view.side == Side::Sender;
        if is_sender && self.documents.is_kept_out(property)? {
            return Ok(Value::Bool(false));
        }
        self.inside(property, depth)
    }

    fn format(
        &self,
        location: Location<'t>,
        schema: &mut Map<String, Value>,
        more: &mut Vec<Value>,
    ) {
        if self.documents.reading.formats == Formats::Annotation {
            return;
        }
        let format = self
            .documents
            .keyword(location, "format")
            .and_then(Node::as_str);
        if let Some(format) = format {
            if keywords::STRING_FORMATS.contains(&format) {
                schema.insert("format".to_owned(), json!(format));
            }
            more.extend(keywords::range(format));
        }
    }

    /// Members that the role keeps out are not required, and do not count.
    fn project(&self, location: Location<'t>, schema: &mut Map<String, Value>) {
        if location.kept_out == 0 {
            return;
        }
        let names = self.documents.names(location.kept_out);
        let is_out = |name: &Value| name.as_str().is_some_and(|name| names.contains(name));
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|name| !is_out(name));
        }
        if let Some(Value::Object(dependent)) = schema.get_mut("dependentRequired") {
            for required in dependent.values_mut() {
                if let Value::Array(required) = required {
                    required.retain(|name| !is_out(name));
                }
            }
        }
        if let Some(least) = schema.get_mut("minProperties") {
            let count = u64::try_from(names.len()).unwrap_or(u64::MAX);
            if let Some(written) = least.as_u64() {
                *least = json!(written.saturating_sub(count));
            }
        }
    }

    /// What 3.0 says differently.
    fn dialect(&self, location: Location<'t>, mut schema: Map<String, Value>) -> Value {
        if !self.is_3_0() {
            return Value::Object(schema);
        }
        for (bound, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            let is_exclusive = schema.remove(exclusive) == Some(Value::Bool(true));
            if is_exclusive && let Some(value) = schema.remove(bound) {
                schema.insert(exclusive.to_owned(), value);
            }
        }
        if !self.is_nullable(location) {
            return Value::Object(schema);
        }
        if let Some(of) = schema.remove("type") {
            schema.insert("type".to_owned(), json!([of, "null"]));
            return Value::Object(schema);
        }
        if is_or_null(self.documents, location) {
            json!({ "anyOf": [{ "type": "null" }, schema] })
        } else {
            Value::Object(schema)
        }
    }

    fn is_nullable(&self, location: Location<'t>) -> bool {
        self.documents
            .keyword(location, "nullable")
            .and_then(Node::as_bool)
            == Some(true)
    }
}

/// Whether `nullable` adds null to a schema without `type`: beside a choice, in that reading.
pub(super) fn is_or_null<'t>(documents: &Documents<'t>, location: Location<'t>) -> bool {
    let has = |keyword| documents.keyword(location, keyword).is_some();
    documents.reading.dialect == Dialect::OpenApi3_0
        && documents.reading.nullable == Nullable::OrNull
        && documents
            .keyword(location, "nullable")
            .and_then(Node::as_bool)
            == Some(true)
        && ["anyOf", "oneOf", "allOf"].into_iter().any(has)
        && !has("type")
        && !has("enum")
}
