//! Bodies of answers, taken from the documents: their examples, and the members of the schema of a result.

use openapi_doc::{Document, FileSystem, Item, Limits, Operation, Schema, StatusKey};
use serde_json::{Map, Value};
use specdate_tests::{root, workspace_registry};

/// An example of a document.
pub struct Example {
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

/// Every example of every answer, in the order of the document.
pub fn examples(date: &str) -> Vec<Example> {
    let document = document(date);
    let mut examples = Vec::new();
    for response in document.operations().flat_map(Operation::responses) {
        let StatusKey::Code(status) = response.status() else {
            panic!("a range or `default` has no status to answer with: extend this function");
        };
        for (_, content) in response.content() {
            let named = content
                .item()
                .get("examples")
                .into_iter()
                .flat_map(Item::members);
            examples.extend(named.map(|(name, example)| Example {
                status,
                name: name.to_owned(),
                body: json(example.resolve().get("value").unwrap()),
            }));
        }
    }
    examples
}

/// The example of that name.
pub fn example(date: &str, name: &str) -> Value {
    let found = examples(date)
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
    let operation = document.operations().next().unwrap();
    let success = operation
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
        other => other.clone(),
    }
}
