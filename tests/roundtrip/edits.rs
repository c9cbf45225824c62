//! Edits of what a server answers: each is done to some components of a document, and the client of the document's date
//! meets a server that speaks the edited one.

use serde_json::{Map, Value, json};

/// A schema that is edited.
pub type Object = Map<String, Value>;

/// A kind of edit.
pub struct Kind {
    pub name: &'static str,
    /// Edits a schema; `None` if there is nothing in it to edit.
    pub edit: fn(&mut Object) -> Option<()>,
    /// Whether the client breaks on it, by what the generator promises.
    pub breaks: bool,
}

const fn harmless(name: &'static str, edit: fn(&mut Object) -> Option<()>) -> Kind {
    Kind {
        name,
        edit,
        breaks: false,
    }
}

const fn harmful(name: &'static str, edit: fn(&mut Object) -> Option<()>) -> Kind {
    Kind {
        name,
        edit,
        breaks: true,
    }
}

pub const KINDS: &[Kind] = &[
    harmless("a member is added", |schema| {
        let properties = properties(schema)?;
        properties.insert("added".to_owned(), json!({ "type": "integer" }));
        Some(())
    }),
    harmless("an optional member is gone", |schema| {
        let name = member(schema, Needed::No, |_| true)?;
        properties(schema)?.remove(&name).map(drop)
    }),
    harmless("an optional member may be null", |schema| {
        let name = member(schema, Needed::No, |_| true)?;
        or(
            properties(schema)?.get_mut(&name)?,
            &json!({ "enum": [null] }),
        );
        Some(())
    }),
    harmless("an optional member has to be there", |schema| {
        let name = member(schema, Needed::No, |_| true)?;
        let required = schema.entry("required").or_insert(json!([]));
        required.as_array_mut()?.push(json!(name));
        Some(())
    }),
    harmless("a record is closed", |schema| {
        properties(schema)?;
        schema.insert("additionalProperties".to_owned(), json!(false));
        Some(())
    }),
    harmless("an open set is another, closed one", |schema| {
        let mut values = schema.remove("x-known-values")?;
        values.as_array_mut()?.push(json!("another value"));
        schema.insert("enum".to_owned(), values);
        Some(())
    }),
    harmless("a set has one more value", |schema| {
        let values = schema.get_mut("enum")?.as_array_mut()?;
        values.iter().all(Value::is_string).then_some(())?;
        values.push(json!("another value"));
        Some(())
    }),
    harmless("values have bounds", |schema| {
        let name = member(schema, Needed::Either, |of| is_of(of, "integer"))?;
        let member = properties(schema)?.get_mut(&name)?.as_object_mut()?;
        member.insert("maximum".to_owned(), json!(7));
        Some(())
    }),
    harmful("a required member is gone", |schema| {
        let name = member(schema, Needed::Yes, |_| true)?;
        properties(schema)?.remove(&name)?;
        not_required(schema, &name)
    }),
    harmful("a required member need not be there", |schema| {
        let name = member(schema, Needed::Yes, |_| true)?;
        not_required(schema, &name)
    }),
    harmful("a required member has another name", |schema| {
        let name = member(schema, Needed::Yes, |_| true)?;
        let value = properties(schema)?.remove(&name)?;
        properties(schema)?.insert("renamed".to_owned(), value);
        not_required(schema, &name)?;
        let required = schema.entry("required").or_insert(json!([]));
        required.as_array_mut()?.push(json!("renamed"));
        Some(())
    }),
    harmful("a required member may be null", |schema| {
        let name = member(schema, Needed::Yes, |of| !may_be_null(of))?;
        or(
            properties(schema)?.get_mut(&name)?,
            &json!({ "enum": [null] }),
        );
        Some(())
    }),
    harmful("a string is a number", |schema| {
        let name = member(schema, Needed::Either, |of| is_of(of, "string"))?;
        let number = json!({ "type": "number" });
        properties(schema)?.insert(name, number).map(drop)
    }),
    harmful("an integer is a string", |schema| {
        let name = member(schema, Needed::Either, |of| is_of(of, "integer"))?;
        let string = json!({ "type": "string" });
        properties(schema)?.insert(name, string).map(drop)
    }),
    harmful("an integer is a fraction", |schema| {
        let name = member(schema, Needed::Either, |of| is_of(of, "integer"))?;
        let number = json!({ "type": "number", "minimum": 0.1, "maximum": 0.9 });
        properties(schema)?.insert(name, number).map(drop)
    }),
    harmful("an integer may be larger", |schema| {
        let name = member(schema, Needed::Either, |of| is_of(of, "integer"))?;
        let integer = json!({ "type": "integer", "minimum": 9_223_372_036_854_775_000_u64 });
        properties(schema)?.insert(name, integer).map(drop)
    }),
    harmful("a boolean is a list", |schema| {
        let name = member(schema, Needed::Either, |of| is_of(of, "boolean"))?;
        let list = json!({ "type": "array", "items": { "type": "boolean" } });
        properties(schema)?.insert(name, list).map(drop)
    }),
    harmful("a time is any text", |schema| {
        let is_time = |of: &Object| of.get("format") == Some(&json!("date-time"));
        let name = member(schema, Needed::Either, is_time)?;
        let member = properties(schema)?.get_mut(&name)?.as_object_mut()?;
        member.remove("format").map(drop)
    }),
    harmful("a list has other items", |schema| {
        let is_list = |of: &Object| of.get("items").is_some_and(|items| *items != json!({}));
        let name = member(schema, Needed::Either, is_list)?;
        let member = properties(schema)?.get_mut(&name)?.as_object_mut()?;
        or(member.get_mut("items")?, &json!({ "type": "boolean" }));
        Some(())
    }),
    harmful("a member may be of another type", |schema| {
        let name = member(schema, Needed::Either, |of| is_of(of, "string"))?;
        or(
            properties(schema)?.get_mut(&name)?,
            &json!({ "type": "boolean" }),
        );
        Some(())
    }),
    harmful("a component is a list", |schema| {
        properties(schema)?;
        schema.clear();
        schema.insert("type".to_owned(), json!("array"));
        schema.insert("items".to_owned(), json!({ "type": "string" }));
        Some(())
    }),
];

/// Whether a record requires the member that is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    Yes,
    No,
    Either,
}

fn properties(schema: &mut Object) -> Option<&mut Object> {
    schema.get_mut("properties")?.as_object_mut()
}

/// The first member that is as it is looked for.
fn member(schema: &Object, needed: Needed, is_meant: fn(&Object) -> bool) -> Option<String> {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|of| of == name));
    let members = schema.get("properties")?.as_object()?.iter();
    let mut meant = members.filter(|(name, of)| {
        let is_needed = match needed {
            Needed::Yes => is_required(name),
            Needed::No => !is_required(name),
            Needed::Either => true,
        };
        is_needed && of.as_object().is_some_and(is_meant)
    });
    meant.next().map(|(name, _)| name.clone())
}

fn is_of(schema: &Object, name: &str) -> bool {
    schema.get("type") == Some(&json!(name))
}

/// Whether null is allowed, or may be: what stands elsewhere is not looked at.
fn may_be_null(schema: &Object) -> bool {
    !schema.contains_key("type") || schema.get("nullable") == Some(&json!(true))
}

fn not_required(schema: &mut Object, name: &str) -> Option<()> {
    let required = schema.get_mut("required")?.as_array_mut()?;
    required.retain(|of| of != name);
    // An empty list is not allowed in OpenAPI 3.0.
    if required.is_empty() {
        schema.remove("required");
    }
    Some(())
}

/// Allows a schema's values and those of another.
fn or(schema: &mut Value, other: &Value) {
    *schema = json!({ "anyOf": [schema.take(), other] });
}
