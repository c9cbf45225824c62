//! Which statuses an operation answers with, and what its method returns for each.

use serde_json::{Map, Value, json};

use super::hoisted::{Hoisted, needs_a_name};
use crate::draft::{Draft, DraftOperation, ORIGIN};
use crate::media_type::{essence, is_json_by_suffix};
use crate::names;
use crate::postprocess::ANSWERS_PATH;
use crate::postprocess::SUPPORT_CRATE;
use crate::seams::{Answer, AnswerContent, Answers};
use crate::{Rewrites, Rule};

const JSON: Rule = Rule {
    id: "json-answer-by-suffix",
    reason: "progenitor knows JSON as application/json alone, and would hand every other answer over unread",
};
const ANY: Rule = Rule {
    id: "json-answer-without-schema",
    reason: "progenitor wants a schema, and one that says nothing allows what the document allows",
};
const DEFAULT: Rule = Rule {
    id: "default-response-as-errors",
    reason: "beside a success status, `default` is what the other ones answer with, while progenitor would read success by it too",
};
const UNREAD: Rule = Rule {
    id: "drop-interim-response",
    reason: "the HTTP library follows redirects and interim answers, so no body of them is read",
};
const ANSWERS: Rule = Rule {
    id: "answers-by-status",
    reason: "progenitor has one type for all of them, so the method returns an enum with a variant for each status",
};

/// Prepares the responses of every operation.
pub(super) fn prepare(draft: &mut Draft, rewrites: &mut Rewrites) {
    let mut hoisted = Hoisted::new(draft);
    for (index, operation) in draft.operations.clone().into_iter().enumerate() {
        let Some((written, _)) = draft.operation_mut(index) else {
            continue;
        };
        let id = written
            .get("operationId")
            .and_then(Value::as_str)
            .map(names::type_name)
            .unwrap_or_default();
        let Some(Value::Object(responses)) = written.get_mut("responses") else {
            continue;
        };
        drop_unread(responses, &operation, rewrites);
        responses
            .values_mut()
            .for_each(|response| read_json(response, &operation, rewrites));
        split_default(responses, &operation, rewrites);
        let success = unite(
            responses,
            &operation,
            &format!("{id}Answer"),
            is_success,
            &mut hoisted,
            rewrites,
        );
        let errors = unite(
            responses,
            &operation,
            &format!("{id}Error"),
            is_error,
            &mut hoisted,
            rewrites,
        );
        if success.is_some() || errors.is_some() {
            let seams = draft.seams_of(&operation);
            seams.success = success;
            seams.errors = errors;
        }
    }
    hoisted.write_to(draft);
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

fn drop_unread(
    responses: &mut Map<String, Value>,
    operation: &DraftOperation,
    rewrites: &mut Rewrites,
) {
    let unread: Vec<String> = responses
        .keys()
        .filter(|status| status.starts_with(['1', '3']))
        .cloned()
        .collect();
    for status in unread {
        responses.remove(&status);
        rewrites.add(UNREAD, operation.at, format!("response {status}"));
    }
}

/// Gives JSON the media type and the schema with which progenitor reads it.
fn read_json(response: &mut Value, operation: &DraftOperation, rewrites: &mut Rewrites) {
    let Some(Value::Object(content)) = response.get_mut("content") else {
        return;
    };
    let is_plain = |name: &str| name == "application/json" || name.starts_with("application/json;");
    if !content.keys().any(|name| is_plain(name)) {
        let suffixed = content.keys().find(|name| {
            let essence = essence(name);
            essence == "application/json" || is_json_by_suffix(&essence)
        });
        let Some(name) = suffixed.cloned() else {
            return;
        };
        rewrites.add(JSON, operation.at, format!("media type {name}"));
        if let Some(media_type) = content.remove(&name) {
            content.insert("application/json".to_owned(), media_type);
        }
    }
    for (name, media_type) in content.iter_mut().filter(|(name, _)| is_plain(name)) {
        if let Some(media_type) = media_type.as_object_mut() {
            // Says how parts are written, of which JSON has none.
            media_type.remove("encoding");
            if !media_type.contains_key("schema") {
                rewrites.add(ANY, operation.at, format!("media type {name}"));
                media_type.insert("schema".to_owned(), json!({}));
            }
        }
    }
}

/// `default` beside a success status, or beside errors of its own, becomes the ranges that it covers.
fn split_default(
    responses: &mut Map<String, Value>,
    operation: &DraftOperation,
    rewrites: &mut Rewrites,
) {
    if responses.len() < 2 || !responses.contains_key("default") {
        return;
    }
    let Some(default) = responses.remove("default") else {
        return;
    };
    let mut ranges = vec!["4XX", "5XX"];
    if !responses.keys().any(|status| is_success(status)) {
        ranges.insert(0, "2XX");
    }
    rewrites.add(
        DEFAULT,
        operation.at,
        format!("default as {}", ranges.join(", ")),
    );
    for range in ranges {
        responses.entry(range).or_insert_with(|| default.clone());
    }
}

/// Where the statuses of one side differ in their bodies, tells progenitor of one type for all of them.
fn unite(
    responses: &mut Map<String, Value>,
    operation: &DraftOperation,
    name: &str,
    is_of_side: impl Fn(&str) -> bool,
    hoisted: &mut Hoisted,
    rewrites: &mut Rewrites,
) -> Option<Answers> {
    let mut statuses: Vec<String> = responses
        .keys()
        .filter(|status| is_of_side(status))
        .cloned()
        .collect();
    statuses.sort();
    let bodies: Vec<Body> = statuses
        .iter()
        .filter_map(|status| responses.get(status))
        .map(Body::of)
        .collect();
    if bodies
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one == other))
    {
        return None;
    }
    let mut parameters: Vec<Value> = Vec::new();
    let mut arms = Vec::new();
    for (status, body) in statuses.iter().zip(bodies) {
        let content = match body {
            Body::Empty => AnswerContent::Empty,
            Body::Stream => AnswerContent::Stream,
            Body::Json { schema, .. } => {
                let named = with_name(schema, &format!("{name}{status}"), hoisted);
                let place = parameters.iter().position(|known| same(known, &named));
                AnswerContent::Json(place.unwrap_or_else(|| {
                    parameters.push(named);
                    parameters.len() - 1
                }))
            }
        };
        arms.push(Answer {
            status: status.clone(),
            content,
        });
    }
    rewrites.add(
        ANSWERS,
        operation.at,
        format!("statuses {}", statuses.join(", ")),
    );
    let stand_in = json!({ "allOf": [{ "x-rust-type": {
        "crate": SUPPORT_CRATE, "version": "*", "path": ANSWERS_PATH, "parameters": parameters,
    } }] });
    for status in &statuses {
        if let Some(Value::Object(response)) = responses.get_mut(status) {
            response.insert(
                "content".to_owned(),
                json!({ "application/json": { "schema": stand_in } }),
            );
        }
    }
    Some(Answers {
        name: name.to_owned(),
        arms,
    })
}

/// What the body of a response is to progenitor.
enum Body {
    Empty,
    Stream,
    Json {
        schema: Value,
        /// The same without what makes no other type.
        compared: Value,
    },
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Empty, Self::Empty) | (Self::Stream, Self::Stream) => true,
            (
                Self::Json { compared, .. },
                Self::Json {
                    compared: other, ..
                },
            ) => compared == other,
            _ => false,
        }
    }
}

impl Body {
    fn of(response: &Value) -> Self {
        let content = response.get("content").and_then(Value::as_object);
        let Some(content) = content.filter(|content| !content.is_empty()) else {
            return Self::Empty;
        };
        let json = content
            .iter()
            .find(|(name, _)| *name == "application/json" || name.starts_with("application/json;"));
        match json {
            Some((_, media_type)) => {
                let schema = media_type
                    .get("schema")
                    .cloned()
                    .unwrap_or_else(|| json!({}));
                Self::Json {
                    compared: without_notes(&schema),
                    schema,
                }
            }
            None => Self::Stream,
        }
    }
}

fn same(one: &Value, other: &Value) -> bool {
    without_notes(one) == without_notes(other)
}

/// A schema without origins and descriptions.
pub(super) fn without_notes(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => members
            .iter()
            .filter(|(name, value)| {
                *name != ORIGIN && !(*name == "description" && value.is_string())
            })
            .map(|(name, value)| (name.clone(), without_notes(value)))
            .collect::<Map<String, Value>>()
            .into(),
        Value::Array(items) => items.iter().map(without_notes).collect(),
        scalar => scalar.clone(),
    }
}

/// The schema itself where it has a name or needs none, else a reference to a component made of it.
fn with_name(schema: Value, name: &str, hoisted: &mut Hoisted) -> Value {
    match schema {
        Value::Object(members) if needs_a_name(&members) => hoisted.add(members, name),
        schema => schema,
    }
}
