//! Schemas of whole parts of messages as schemas of what is written: a string, a list of strings, or members with those.

use openapi_doc::{Schema, Type};
use schema_subset::check::Checker;
use schema_subset::{Role, Value as Exact};
use serde_json::{Map, Value, json};
use source_tree::Pointer;

use super::kinds::{is_scalar, kinds};
use super::scalars::{Bound, Party, Unmodelled, View, numbers, strings};
use super::written::{Layout, text};

/// Schemas for the same value that are gathered.
const MAX_SCHEMAS: usize = 64;

/// Texts that some programs read as yes or no.
const LENIENT_TRUE: &str = "^(?:[Tt]([Rr][Uu][Ee])?|1|[Yy]([Ee][Ss])?|[Oo][Nn])$";
const LENIENT_FALSE: &str = "^(?:[Ff]([Aa][Ll][Ss][Ee])?|0|[Nn][Oo]?|[Oo][Ff][Ff])$";

/// Translates the schemas of one document for one party.
pub(super) struct Translator<'c, 'd> {
    /// Tells of single values whether a schema allows them.
    pub(super) checker: &'c mut Checker<'d>,
    pub(super) role: Role,
    pub(super) view: View,
}

impl Translator<'_, '_> {
    /// What is written under a schema, in a layout.
    pub(super) fn written(
        &mut self,
        schema: Schema<'_>,
        layout: Layout,
    ) -> Result<Value, Unmodelled> {
        match layout {
            Layout::Single => self.scalar(schema),
            Layout::Repeated | Layout::Joined(_) => self.list(schema, layout),
            Layout::Members => self.members(schema),
            Layout::Object => Err("the value may be an object"),
        }
    }

    /// The strings that the scalars of a schema are written as.
    pub(super) fn scalar(&mut self, schema: Schema<'_>) -> Result<Value, Unmodelled> {
        let kinds = kinds(Some(schema));
        if kinds.contains(Type::Object) {
            return Err("a value may be an object");
        }
        let mut found = Vec::new();
        if kinds.contains(Type::String) {
            found.push(strings(schema)?);
        }
        if kinds.contains(Type::Number) {
            found.push(numbers(schema, self.view)?);
        }
        let is_lenient = self.view.party == Party::Receiver && self.view.bound == Bound::Outer;
        for (of, value, lenient) in [
            (Type::Boolean, Exact::Bool(true), LENIENT_TRUE),
            (Type::Boolean, Exact::Bool(false), LENIENT_FALSE),
            (Type::Null, Exact::Null, "^(?:null)?$"),
        ] {
            if !kinds.contains(of) || !self.allows(schema, &value)? {
                continue;
            }
            found.push(if is_lenient {
                json!({ "pattern": lenient })
            } else {
                json!({ "enum": [text(&value)] })
            });
        }
        Ok(one_of(&found).map_or(
            json!(false),
            |any| json!({ "type": "string", "allOf": [any] }),
        ))
    }

    fn allows(&mut self, schema: Schema<'_>, value: &Exact) -> Result<bool, Unmodelled> {
        const UNCHECKED: Unmodelled = "the schema has keywords that cannot be checked";
        let location = schema.location();
        let pointer = Pointer::parse(&location.pointer).map_err(|_| UNCHECKED)?;
        let value = serde_json::from_str(&value.to_string()).map_err(|_| UNCHECKED)?;
        let allowed = self
            .checker
            .valid(&location.file, &pointer, Some(self.role), &value);
        allowed.map_err(|_| UNCHECKED)
    }

    /// A scalar as a list of one string, and arrays of scalars.
    fn list(&mut self, schema: Schema<'_>, layout: Layout) -> Result<Value, Unmodelled> {
        let kinds = kinds(Some(schema));
        let mut found = Vec::new();
        if kinds.iter().any(|of| of != Type::Array) {
            let mut single = self.scalar(schema)?;
            if let Layout::Joined(delimiter) = layout {
                let is_free = kinds.contains(Type::String) && strings(schema)? == json!(true);
                if self.view.party == Party::Receiver && is_free {
                    // Any list is one string as well.
                    return Ok(json!({ "type": "array" }));
                }
                let is_outer =
                    self.view.party == Party::Receiver && self.view.bound == Bound::Outer;
                if is_outer && kinds.contains(Type::String) {
                    // What is joined may be a string that is allowed.
                    found.push(json!({ "type": "array", "minItems": 2 }));
                    found.push(json!({ "type": "array", "maxItems": 0 }));
                }
                if self.view.bound == Bound::Inner {
                    single =
                        json!({ "allOf": [single, { "not": { "pattern": within(delimiter) } }] });
                }
            }
            found.push(json!({ "type": "array", "items": single, "minItems": 1, "maxItems": 1 }));
        }
        if kinds.contains(Type::Array) {
            found.push(self.array(schema, layout)?);
        }
        Ok(one_of(&found).unwrap_or(json!(false)))
    }

    fn array(&mut self, schema: Schema<'_>, layout: Layout) -> Result<Value, Unmodelled> {
        let parts = parts(schema, Type::Array)?;
        let mut items = None;
        let mut all = vec![json!({ "type": "array" })];
        if layout == Layout::Repeated {
            // Of no items nothing is written: that is a matter of what is required.
            all.push(json!({ "minItems": 1 }));
        }
        for part in &parts {
            let unread = [
                "prefixItems",
                "contains",
                "unevaluatedItems",
                "enum",
                "const",
            ];
            if unread.iter().any(|keyword| part.keyword(keyword).is_some()) {
                return Err("an array has more to it than one schema for all of its items");
            }
            if let Some(of) = part.items()
                && items.replace(of).is_some()
            {
                return Err("the items of an array are described by several schemas");
            }
            for (keyword, limit) in [
                ("minItems", part.min_items()),
                ("maxItems", part.max_items()),
            ] {
                all.extend(limit.map(|limit| json!({ keyword: limit })));
            }
        }
        let items = items.ok_or("the items of an array may be anything")?;
        let of_items = kinds(Some(items));
        if !is_scalar(of_items) {
            return Err("an array has items that are arrays or objects");
        }
        let is_unique = parts.iter().any(|part| part.unique_items());
        // Different values may be written alike only if they are of different kinds.
        if is_unique && (self.view.bound == Bound::Inner || of_items.iter().count() == 1) {
            all.push(json!({ "uniqueItems": true }));
        }
        all.push(json!({ "items": self.scalar(items)? }));
        Ok(json!({ "allOf": all }))
    }

    /// The members of a form: scalars and lists of scalars.
    fn members(&mut self, schema: Schema<'_>) -> Result<Value, Unmodelled> {
        if kinds(Some(schema)).only() != Some(Type::Object) {
            return Err("it is not only objects");
        }
        let parts = parts(schema, Type::Object)?;
        let mut properties = Map::new();
        let mut all = vec![json!({ "type": "object" })];
        for part in &parts {
            let unread = [
                "patternProperties",
                "propertyNames",
                "dependentRequired",
                "dependentSchemas",
                "unevaluatedProperties",
                "enum",
                "const",
            ];
            if unread.iter().any(|keyword| part.keyword(keyword).is_some()) {
                return Err("an object has more to it than properties");
            }
            let mut own = Map::new();
            for property in part.properties() {
                let written = self.member(property.schema())?;
                if properties
                    .insert(property.name().to_owned(), json!(true))
                    .is_some()
                {
                    return Err("a property is described by several schemas");
                }
                own.insert(property.name().to_owned(), written);
            }
            let mut written = Map::new();
            if part.has_properties() {
                written.insert("properties".to_owned(), own.into());
            }
            let required: Vec<&str> = part.required().collect();
            if !required.is_empty() {
                written.insert("required".to_owned(), json!(required));
            }
            for (keyword, limit) in [
                ("minProperties", part.min_properties()),
                ("maxProperties", part.max_properties()),
            ] {
                written.extend(limit.map(|limit| (keyword.to_owned(), json!(limit))));
            }
            if let Some(rest) = part.additional_properties() {
                let rest = match rest.boolean() {
                    Some(allowed) => json!(allowed),
                    None => self.member(rest)?,
                };
                written.insert("additionalProperties".to_owned(), rest);
            }
            all.push(written.into());
        }
        Ok(json!({ "allOf": all }))
    }

    fn member(&mut self, schema: Schema<'_>) -> Result<Value, Unmodelled> {
        let written = self.list(schema, Layout::Repeated)?;
        let end = schema.resolve();
        Ok(json!({
            "allOf": [written],
            "readOnly": end.read_only(),
            "writeOnly": end.write_only(),
        }))
    }
}

/// Any of some schemas; none of none.
fn one_of(schemas: &[Value]) -> Option<Value> {
    (!schemas.is_empty()).then(|| json!({ "anyOf": schemas }))
}

/// The pattern of a string with a character in it.
pub(super) fn within(delimiter: char) -> String {
    format!("[{delimiter}]")
}

/// The schemas that describe the same value of a kind: what is referred to, the parts of `allOf`, and of a choice the only
/// arm that has values of the kind.
fn parts<'d>(schema: Schema<'d>, of: Type) -> Result<Vec<Schema<'d>>, Unmodelled> {
    let mut found: Vec<Schema<'d>> = Vec::new();
    let mut open = vec![schema.resolve()];
    while let Some(schema) = open.pop() {
        if found.len() >= MAX_SCHEMAS {
            return Err("too many schemas describe one value");
        }
        if schema.not_schema().is_some() || schema.if_schema().is_some() {
            return Err("`not` or `if` stands beside what is inside");
        }
        open.extend(
            schema
                .target()
                .into_iter()
                .chain(schema.all_of())
                .map(Schema::resolve),
        );
        for arms in [schema.any_of(), schema.one_of()] {
            let is_choice = !arms.is_empty();
            let arms = arms
                .into_iter()
                .filter(|arm| kinds(Some(*arm)).contains(of));
            match arms.collect::<Vec<_>>().as_slice() {
                [only] => open.push(only.resolve()),
                [] if !is_choice => {}
                _ => return Err("several arms of a choice describe what is inside"),
            }
        }
        found.push(schema);
    }
    Ok(found)
}
