//! Bodies of requests and answers, taken from the documents: the examples of every operation, and the members of the
//! schema of a result.

use openapi_doc::{
    Document, FileSystem, Item, Limits, MediaType, Operation, Property, RequestBody, Schema,
    StatusKey,
};
use serde_json::{Map, Value};
use specdate_tests::{root, workspace_registry};

/// The operation whose members the tests go through one by one.
const RESULT: &str = "get_session_result";

/// A text that nothing may print.
pub const SECRET: &str = "SECRET";

const JSON: &str = "application/json";

/// An example of an answer.
pub struct Example {
    /// Of a range, its first status.
    pub status: u16,
    /// The name under `examples`, for messages.
    pub name: String,
    pub body: Value,
}

/// A member of a result, at any depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Names from the outermost object down.
    pub path: Vec<String>,
    pub required: bool,
    /// `x-pii`: what must not print.
    pub personal: bool,
    /// An object of its own, whose members follow.
    pub is_object: bool,
}

impl Member {
    /// `extracted_data.first_name`.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }
}

/// The document of a date, as the registry names it.
pub fn document(date: &str) -> Document {
    let registry = workspace_registry();
    let versions = &registry.api("verifa").unwrap().versions;
    let version = versions
        .iter()
        .find(|version| version.date.to_string() == date)
        .unwrap_or_else(|| panic!("the registry does not list {date}"));
    let files = FileSystem::new(&root().join("openapi")).unwrap();
    openapi_doc::load(version.document.as_str(), &files, &Limits::default())
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The operation of a document with that `operationId`.
pub fn operation<'d>(document: &'d Document, id: &str) -> Operation<'d> {
    let found = document
        .operations()
        .find(|operation| operation.operation_id() == Some(id));
    found.unwrap_or_else(|| panic!("no operation has the id `{id}`"))
}

/// Every JSON example of every answer of an operation, in the order of the document.
pub fn answers(operation: Operation<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    for response in operation.responses() {
        let status = match response.status() {
            StatusKey::Code(code) => code,
            StatusKey::Range(class) => u16::from(class) * 100,
            StatusKey::Default => {
                panic!("`default` has no status to answer with: extend this function")
            }
        };
        for (_, content) in response.content().filter(|(name, _)| *name == JSON) {
            examples.extend(written(content).into_iter().map(|(name, body)| Example {
                status,
                name,
                body,
            }));
        }
    }
    examples
}

/// Every JSON example of an operation's request.
pub fn requests(operation: Operation<'_>) -> Vec<Value> {
    let content = operation.request_body().into_iter();
    content
        .flat_map(RequestBody::content)
        .filter(|(name, _)| *name == JSON)
        .flat_map(|(_, content)| written(content))
        .map(|(_, body)| body)
        .collect()
}

/// A request as the client sends it: the generator takes an optional list or map that is empty for one that is absent,
/// unless it may be null. A test fails when the generator tells them apart; then this goes.
pub fn without_empty(operation: Operation<'_>, mut body: Value) -> Value {
    let content = operation.request_body().unwrap().content().next();
    let schema = content.and_then(|(_, content)| content.schema());
    let members = body.as_object_mut().unwrap();
    for property in schema
        .and_then(record)
        .into_iter()
        .flat_map(Schema::properties)
    {
        let item = property.schema().item();
        let is_collection = ["array", "object"]
            .iter()
            .any(|kind| item.text("type") == Some(kind));
        let empty = [Value::Array(Vec::new()), Value::Object(Map::new())];
        if is_collection
            && !property.required()
            && !item.flag("nullable")
            && members
                .get(property.name())
                .is_some_and(|value| empty.contains(value))
        {
            members.remove(property.name());
        }
    }
    body
}

/// The successful answers of an operation with [`SECRET`] in every text that is marked as personal, and how many there
/// are. Answers without such a text are left out.
pub fn with_secrets(operation: Operation<'_>) -> Vec<(Example, usize)> {
    let mut examples = answers(operation);
    examples.retain(|example| example.status < 300);
    let mut success = operation.responses().filter(|response| {
        let status = response.status();
        examples.iter().any(|example| status.names(example.status))
    });
    let schema = success
        .next()
        .and_then(|response| response.content().next()?.1.schema());
    assert!(success.next().is_none(), "several successful answers");
    let marked = examples.into_iter().map(|mut example| {
        let count = mark(&mut example.body, schema, false);
        (example, count)
    });
    marked.filter(|(_, count)| *count > 0).collect()
}

/// Marks the texts of a value that its schema, or what it stands in, says are personal; the number of them.
///
/// Texts of a format stay: with another one they would not be read.
fn mark(value: &mut Value, schema: Option<Schema<'_>>, inherited: bool) -> usize {
    let personal =
        inherited || schema.is_some_and(|schema| schema.is_pii() || schema.resolve().is_pii());
    let schema = schema.map(Schema::resolve);
    match value {
        Value::String(text)
            if personal && schema.is_none_or(|schema| schema.format().is_none()) =>
        {
            *text = format!("{SECRET}-{text}");
            1
        }
        Value::Array(items) => {
            let items = items.iter_mut();
            items
                .map(|item| mark(item, schema.and_then(Schema::items), personal))
                .sum()
        }
        Value::Object(members) => {
            let record = schema.and_then(record);
            let count = |(name, member): (&String, &mut Value)| {
                let declared = record.and_then(|record| record.property(name));
                let other = schema.and_then(Schema::additional_properties);
                mark(member, declared.map(Property::schema).or(other), personal)
            };
            members.iter_mut().map(count).sum()
        }
        _ => 0,
    }
}

/// The examples beside a schema, under their names; one that is alone is called `example`.
fn written(content: MediaType<'_>) -> Vec<(String, Value)> {
    let item = content.item();
    let alone = item
        .get("example")
        .map(|example| ("example".to_owned(), json(example)));
    let named = item.get("examples").into_iter().flat_map(Item::members);
    let named = named.map(|(name, example)| {
        let value = example.resolve().get("value").unwrap();
        (name.to_owned(), json(value))
    });
    alone.into_iter().chain(named).collect()
}

/// The example of the session result with that name.
pub fn example(date: &str, name: &str) -> Value {
    let document = document(date);
    let found = answers(operation(&document, RESULT))
        .into_iter()
        .find(|example| example.name == name);
    found
        .unwrap_or_else(|| panic!("{date} has no example `{name}`"))
        .body
}

/// The example that has every member of a result.
pub fn full_result(date: &str) -> Value {
    example(date, "needs_review")
}

/// Every member that a result of the date can have.
pub fn members(date: &str) -> Vec<Member> {
    let document = document(date);
    let success = operation(&document, RESULT)
        .responses()
        .find(|response| response.status() == StatusKey::Code(200));
    let (_, content) = success.unwrap().content().next().unwrap();
    let mut members = Vec::new();
    collect(
        record(content.schema().unwrap()).unwrap(),
        &[],
        &mut members,
    );
    members
}

fn collect(object: Schema<'_>, above: &[String], members: &mut Vec<Member>) {
    for property in object.properties() {
        let mut path = above.to_vec();
        path.push(property.name().to_owned());
        let inside = record(property.schema());
        members.push(Member {
            path: path.clone(),
            required: property.required(),
            personal: property.schema().is_pii(),
            is_object: inside.is_some(),
        });
        if let Some(inside) = inside {
            collect(inside, &path, members);
        }
    }
}

/// The schema with `properties` that stands here, through `$ref` and the keywords that combine schemas.
fn record(schema: Schema<'_>) -> Option<Schema<'_>> {
    let schema = schema.resolve();
    if schema.has_properties() {
        return Some(schema);
    }
    let combined = schema.children().into_iter();
    combined
        .filter(|(keyword, _)| ["allOf", "oneOf", "anyOf"].contains(keyword))
        .find_map(|(_, part)| record(part))
}

fn json(item: Item<'_>) -> Value {
    let node = item.node();
    if node.as_object().is_some() {
        let members = item.members();
        Value::Object(
            members
                .map(|(name, item)| (name.to_owned(), json(item)))
                .collect(),
        )
    } else if node.as_array().is_some() {
        item.items().map(json).collect()
    } else if let Some(number) = node.as_number() {
        serde_json::from_str(number.text()).unwrap()
    } else if let Some(text) = node.as_str() {
        text.into()
    } else {
        node.as_bool().map_or(Value::Null, Value::Bool)
    }
}

/// A body with one member changed.
pub fn with(mut body: Value, path: &[String], value: Value) -> Value {
    let (name, parent) = parent(&mut body, path);
    parent.insert(name.to_owned(), value);
    body
}

/// A body with one member taken out.
pub fn without(mut body: Value, path: &[String]) -> Value {
    let (name, parent) = parent(&mut body, path);
    assert!(parent.remove(name).is_some(), "{path:?} is not in the body");
    body
}

fn parent<'b, 'p>(
    body: &'b mut Value,
    path: &'p [String],
) -> (&'p str, &'b mut Map<String, Value>) {
    let (name, above) = path.split_last().unwrap();
    let parent = above.iter().fold(body, |value, name| &mut value[name]);
    (name, parent.as_object_mut().unwrap())
}

/// The value at a path, if there is one.
pub fn get<'b>(body: &'b Value, path: &[String]) -> Option<&'b Value> {
    path.iter().try_fold(body, |value, name| value.get(name))
}

/// The body as a client writes it again: members without a value are left out.
pub fn without_nulls(body: &Value) -> Value {
    match body {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                kept.map(|(name, value)| (name.clone(), without_nulls(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}
