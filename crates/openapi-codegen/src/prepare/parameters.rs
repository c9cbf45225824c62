//! Parameters as progenitor can write them: by `to_string` in paths and headers, by serde in queries.

use serde_json::{Map, Value, json};

use super::hoisted::{Hoisted, needs_a_name};
use crate::draft::{Draft, DraftOperation, ORIGIN, SchemaOrigin, resolved};
use crate::names;
use crate::postprocess::SUPPORT_CRATE;
use crate::{Rewrites, Rule};

const COOKIE: Rule = Rule {
    id: "cookie-parameter-as-header",
    reason: "progenitor knows no cookies; the method adds it to the `Cookie` header",
};
const BRACKETS: Rule = Rule {
    id: "deep-object-in-brackets",
    reason: "progenitor knows no `deepObject`; the method writes the members with brackets",
};
const LIST: Rule = Rule {
    id: "list-parameter-as-text",
    reason: "progenitor repeats the name for each item, or does not compile, where the document wants one text with separators",
};
const JSON: Rule = Rule {
    id: "json-parameter-as-text",
    reason: "progenitor knows no parameters with `content`; the value is sent as the text of its JSON",
};
const TEXT: Rule = Rule {
    id: "parameter-as-text",
    reason: "progenitor writes the value as Rust prints it, which is not what the document says, so the caller passes the text",
};
const OBJECT: Rule = Rule {
    id: "optional-object-in-box",
    reason: "progenitor stops at optional parameters that are objects; behind a pointer they are values like any other",
};
const NULL: Rule = Rule {
    id: "parameter-without-null",
    reason: "no text in a path or header is null",
};
/// Prepares the parameters of every operation.
pub(super) fn prepare(draft: &mut Draft, rewrites: &mut Rewrites) {
    let components = draft.component_schemas().cloned().unwrap_or_default();
    let mut hoisted = Hoisted::new(draft);
    let origins = std::mem::take(&mut draft.origins);
    for (index, operation) in draft.operations.clone().into_iter().enumerate() {
        let Some((written, _)) = draft.operation_mut(index) else {
            continue;
        };
        let id = text(written, "operationId").to_owned();
        let mut deep_objects = Vec::new();
        let mut cookies = Vec::new();
        let parameters = written.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            if let Some(parameter) = parameter.as_object_mut() {
                let mut step = Step {
                    components: &components,
                    origins: &origins,
                    operation: &operation,
                    id: &id,
                    hoisted: &mut hoisted,
                    rewrites,
                };
                if let Some(cookie) = step.cookie(parameter) {
                    cookies.push(cookie);
                }
                if let Some(name) = step.deep_object(parameter) {
                    deep_objects.push(name);
                }
                step.prepare(parameter);
            }
        }
        if !deep_objects.is_empty() || !cookies.is_empty() {
            let seams = draft.seams_of(&operation);
            seams.deep_objects = deep_objects;
            seams.cookies = cookies.into_iter().collect();
        }
    }
    draft.origins = origins;
    hoisted.write_to(draft);
}

/// What the shape of a value means for a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    List,
    Object,
    /// A date and time, which Rust prints in a way of its own.
    Instant,
    Scalar,
    /// Several, or any.
    Open,
}

struct Step<'s> {
    components: &'s Map<String, Value>,
    origins: &'s [SchemaOrigin],
    operation: &'s DraftOperation,
    /// The operation's id.
    id: &'s str,
    hoisted: &'s mut Hoisted,
    rewrites: &'s mut Rewrites,
}

impl Step<'_> {
    fn told(&mut self, rule: Rule, parameter: &Map<String, Value>) {
        let detail = format!("{} {}", text(parameter, "in"), text(parameter, "name"));
        // The schema knows its place; the parameter itself has none in the draft.
        let content = parameter.get("content").and_then(Value::as_object);
        let content = content.and_then(|content| content.values().next()?.get("schema"));
        let origin = parameter
            .get("schema")
            .or(content)
            .and_then(|schema| schema.get(ORIGIN)?.as_u64())
            .and_then(|index| self.origins.get(usize::try_from(index).ok()?));
        let at = origin.map_or(self.operation.at, |origin| origin.at);
        self.rewrites.add(rule, at, detail);
    }

    /// Makes a header of a cookie and returns the header's name with the cookie's.
    fn cookie(&mut self, parameter: &mut Map<String, Value>) -> Option<(String, String)> {
        if text(parameter, "in") != "cookie" {
            return None;
        }
        self.told(COOKIE, parameter);
        // The name of the header is also that of the argument, and no header is sent under it.
        let name = text(parameter, "name").to_owned();
        parameter.insert("in".to_owned(), Value::from("header"));
        parameter.remove("style");
        parameter.remove("explode");
        Some((name.clone(), name))
    }

    fn deep_object(&mut self, parameter: &mut Map<String, Value>) -> Option<String> {
        if text(parameter, "in") != "query" || text(parameter, "style") != "deepObject" {
            return None;
        }
        self.told(BRACKETS, parameter);
        parameter.remove("style");
        parameter.remove("explode");
        Some(text(parameter, "name").to_owned())
    }

    fn prepare(&mut self, parameter: &mut Map<String, Value>) {
        self.content(parameter);
        let is_query = text(parameter, "in") == "query";
        let Some(schema) = parameter.get("schema") else {
            return;
        };
        let shape = self.shape(schema, 0);
        let separator = separator(parameter, is_query);
        match shape {
            Shape::List => {
                if let Some(list) = separator {
                    self.told(LIST, parameter);
                    self.list(parameter, list);
                }
            }
            Shape::Object if is_query && parameter.get("required") != Some(&Value::Bool(true)) => {
                self.told(OBJECT, parameter);
                if let Some(schema) = parameter.remove("schema") {
                    let inner = self.named(schema, parameter, "");
                    parameter.insert("schema".to_owned(), wrapped("Boxed", &inner));
                }
            }
            Shape::Instant | Shape::Open if !is_query => {
                self.told(TEXT, parameter);
                let mut schema = Map::new();
                let origin = parameter
                    .get("schema")
                    .and_then(|schema| schema.get(ORIGIN));
                schema.extend(origin.map(|origin| (ORIGIN.to_owned(), origin.clone())));
                schema.insert("type".to_owned(), Value::from("string"));
                let schema = Value::Object(schema);
                parameter.insert("schema".to_owned(), schema);
            }
            _ => {}
        }
        parameter.remove("style");
        parameter.remove("explode");
        if !is_query
            && let Some(Value::Object(schema)) = parameter.get_mut("schema")
            && schema.remove("nullable") == Some(Value::Bool(true))
        {
            self.told(NULL, parameter);
        }
    }

    /// `content` with JSON is a value that is sent as text.
    fn content(&mut self, parameter: &mut Map<String, Value>) {
        if !parameter.contains_key("content") {
            return;
        }
        self.told(JSON, parameter);
        let Some(Value::Object(content)) = parameter.remove("content") else {
            return;
        };
        let schema = content
            .into_iter()
            .next()
            .and_then(|(_, mut media_type)| media_type.get_mut("schema").map(Value::take));
        let schema = schema.unwrap_or_else(|| json!({}));
        let inner = self.named(schema, parameter, "");
        parameter.insert("schema".to_owned(), wrapped("JsonText", &inner));
    }

    fn list(&mut self, parameter: &mut Map<String, Value>, wrapper: &str) {
        let items = parameter
            .get("schema")
            .and_then(|schema| resolved(schema, self.components).get("items"))
            .cloned();
        let inner = self.named(items.unwrap_or_else(|| json!({})), parameter, "Item");
        parameter.insert("schema".to_owned(), wrapped(wrapper, &inner));
    }

    /// A schema that can be the argument of a wrapper.
    fn named(&mut self, schema: Value, parameter: &Map<String, Value>, suffix: &str) -> Value {
        match schema {
            Value::Object(members) if needs_a_name(&members) => {
                let name = names::type_name(&format!("{}-{}", self.id, text(parameter, "name")));
                self.hoisted.add(members, &format!("{name}{suffix}"))
            }
            schema => schema,
        }
    }

    fn shape(&self, schema: &Value, depth: usize) -> Shape {
        let schema = resolved(schema, self.components);
        // The draft's own `allOf` around a reference adds a description or null.
        if let Some(Value::Array(parts)) = schema.get("allOf") {
            return match parts.as_slice() {
                [only] if depth < 16 => self.shape(only, depth + 1),
                _ => Shape::Open,
            };
        }
        if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
            return Shape::Open;
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("array") => Shape::List,
            Some("object") => Shape::Object,
            Some("string") if schema.get("format").and_then(Value::as_str) == Some("date-time") => {
                Shape::Instant
            }
            Some(_) => Shape::Scalar,
            None if schema.get("properties").is_some() => Shape::Object,
            None if schema.get("enum").is_some() => Shape::Scalar,
            None => Shape::Open,
        }
    }
}

/// The wrapper whose text is the list, unless the name is repeated for each item.
fn separator(parameter: &Map<String, Value>, is_query: bool) -> Option<&'static str> {
    if !is_query {
        return Some("CommaSeparated");
    }
    let style = text(parameter, "style");
    let explode = parameter.get("explode").and_then(Value::as_bool);
    match style {
        "spaceDelimited" if explode != Some(true) => Some("SpaceSeparated"),
        "pipeDelimited" if explode != Some(true) => Some("PipeSeparated"),
        "" | "form" if explode == Some(false) => Some("CommaSeparated"),
        _ => None,
    }
}

fn wrapped(name: &str, inner: &Value) -> Value {
    json!({ "allOf": [{ "x-rust-type": {
        "crate": SUPPORT_CRATE, "version": "*", "path": format!("specdate_support::{name}"), "parameters": [inner],
    } }] })
}

fn text<'v>(parameter: &'v Map<String, Value>, member: &str) -> &'v str {
    parameter
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
