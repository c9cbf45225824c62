//! Writes the part of a document that a client needs as plain JSON: a [`Draft`].
//!
//! Everything but schemas is written where it is used, whatever `$ref`s or files it came from; schemas stay
//! `$ref`s to components, and those of other files, or of places that are no component, become components.
//! What no client has a use for (examples, servers, links) stays behind.

mod bodies;
mod form_parts;
mod schemas;

use openapi_doc::{Document, Item, Operation, Parameter, ParameterIn, Response, Roles};
use registry::{Api, VersionDate};
use serde_json::{Map, Value, json};

pub use self::bodies::{may_leave_out, sent_schema};
pub use self::form_parts::sole_part;
use self::schemas::Schemas;
use crate::draft::{Draft, DraftOperation};
use crate::seams::Seams;
use crate::spellings::Spellings;
use crate::{Rewrites, Rule};

const SELECTOR: Rule = Rule {
    id: "drop-selector-header",
    reason: "the client sets the headers that the registry names (version, casing, key) on every request by itself",
};
const RESERVED_HEADER: Rule = Rule {
    id: "drop-reserved-header",
    reason: "OpenAPI says that parameters named Accept, Content-Type and Authorization are ignored",
};
const OPERATION_ID: Rule = Rule {
    id: "operation-id-from-path",
    reason: "a method needs a name, and the operation has no `operationId`",
};
const VERSION: Rule = Rule {
    id: "version-from-registry",
    reason: "the client sends the date under which the registry lists the document",
};

/// Writes the draft of a document.
pub fn draft(
    document: &Document,
    roles: &Roles,
    api: &Api,
    date: VersionDate,
    rewrites: &mut Rewrites,
) -> Draft {
    let mut schemas = Schemas::new(document, roles);
    let mut paths = Map::new();
    let mut operations = Vec::new();
    let mut seams = Seams::new();
    for operation in document.operations() {
        let method = operation.method().as_str().to_lowercase();
        let body = operation
            .request_body()
            .and_then(|body| bodies::write(body, &mut schemas, rewrites));
        let (body, raw) = body.unzip();
        if let Some(raw) = raw.flatten() {
            let key = (method.to_uppercase(), operation.template().to_owned());
            seams.entry(key).or_default().body = Some(raw);
        }
        let written = write_operation(operation, body, api, &mut schemas, rewrites);
        let path_item = paths
            .entry(operation.template())
            .or_insert_with(|| json!({}));
        if let Some(path_item) = path_item.as_object_mut() {
            path_item.insert(method.clone(), written);
        }
        operations.push(DraftOperation {
            template: operation.template().to_owned(),
            written_template: operation.template().to_owned(),
            method,
            at: operation.item().at(),
            location: operation.item().location(),
        });
    }
    let (components, origins) = schemas.finish();
    Draft {
        document: json!({
            "openapi": "3.0.3",
            "info": write_info(document, date, rewrites),
            "paths": paths,
            "components": { "schemas": components },
        }),
        origins,
        operations,
        seams,
        spellings: Spellings::default(),
        unions: Vec::new(),
    }
}

fn write_info(document: &Document, date: VersionDate, rewrites: &mut Rewrites) -> Value {
    let info = document.info();
    let version = date.to_string();
    if info.version() != version {
        rewrites.add(
            VERSION,
            info.item().at(),
            format!("version {:?}", info.version()),
        );
    }
    let mut written = Map::new();
    written.insert("title".to_owned(), Value::from(info.title()));
    written.insert("version".to_owned(), Value::from(version));
    copy_text(info.item(), "description", &mut written);
    Value::Object(written)
}

fn write_operation<'d>(
    operation: Operation<'d>,
    body: Option<Value>,
    api: &Api,
    schemas: &mut Schemas<'d>,
    rewrites: &mut Rewrites,
) -> Value {
    let item = operation.item();
    let mut written = Map::new();
    let id = operation.operation_id().map_or_else(
        || {
            let id = id_from_path(operation);
            rewrites.add(OPERATION_ID, item.at(), format!("operationId {id}"));
            id
        },
        str::to_owned,
    );
    written.insert("operationId".to_owned(), Value::from(id));
    copy_text(item, "summary", &mut written);
    copy_text(item, "description", &mut written);
    written.insert("tags".to_owned(), operation.tags().collect());
    let mut parameters = Vec::new();
    for parameter in operation.parameters() {
        if let Some(rule) = needless(parameter, api) {
            rewrites.add(
                rule,
                parameter.item().at(),
                format!("header {}", parameter.name()),
            );
        } else {
            parameters.push(write_parameter(parameter, schemas));
        }
    }
    written.insert("parameters".to_owned(), Value::from(parameters));
    if let Some(body) = body {
        written.insert("requestBody".to_owned(), body);
    }
    let responses: Map<String, Value> = operation
        .responses()
        .map(|response| {
            (
                response.status().to_string(),
                write_response(response, schemas),
            )
        })
        .collect();
    written.insert("responses".to_owned(), Value::Object(responses));
    Value::Object(written)
}

/// `GET /pets/{id}` becomes `get_pets_id`.
fn id_from_path(operation: Operation<'_>) -> String {
    let text = format!(
        "{} {}",
        operation.method().as_str().to_lowercase(),
        operation.template()
    );
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// Whether the client sets a parameter by itself, or nobody may.
pub fn is_set_by_the_client(parameter: Parameter<'_>, api: &Api) -> bool {
    needless(parameter, api).is_some()
}

/// Whether a parameter is not the caller's to set.
fn needless(parameter: Parameter<'_>, api: &Api) -> Option<Rule> {
    if parameter.location_in() != ParameterIn::Header {
        return None;
    }
    let name = parameter.name();
    let is_key = api
        .headers
        .key
        .as_ref()
        .is_some_and(|key| key.matches(name));
    let rule = if is_key || api.headers.is_selector(name) {
        SELECTOR
    } else if ["accept", "content-type", "authorization"]
        .contains(&name.to_ascii_lowercase().as_str())
    {
        RESERVED_HEADER
    } else {
        return None;
    };
    Some(rule)
}

fn write_parameter<'d>(parameter: Parameter<'d>, schemas: &mut Schemas<'d>) -> Value {
    let item = parameter.item();
    let mut written = Map::new();
    written.insert("name".to_owned(), Value::from(parameter.name()));
    written.insert(
        "in".to_owned(),
        Value::from(parameter.location_in().as_str()),
    );
    written.insert("required".to_owned(), Value::from(parameter.required()));
    copy_text(item, "description", &mut written);
    for member in ["style", "explode"] {
        if let Some(value) = item.get(member) {
            written.insert(member.to_owned(), schemas.write_value(value));
        }
    }
    if let Some(schema) = parameter.schema() {
        written.insert("schema".to_owned(), schemas.write(schema));
    } else if let Some((media_type, content)) = parameter.content() {
        let schema = content
            .schema()
            .map_or_else(|| json!({}), |schema| schemas.write(schema));
        written.insert(
            "content".to_owned(),
            json!({ media_type: { "schema": schema } }),
        );
    }
    Value::Object(written)
}

fn write_response<'d>(response: Response<'d>, schemas: &mut Schemas<'d>) -> Value {
    let mut written = Map::new();
    written.insert(
        "description".to_owned(),
        Value::from(response.description()),
    );
    let content = write_content(response.content(), schemas);
    if content
        .as_object()
        .is_some_and(|content| !content.is_empty())
    {
        written.insert("content".to_owned(), content);
    }
    Value::Object(written)
}

fn write_content<'d>(
    content: impl Iterator<Item = (&'d str, openapi_doc::MediaType<'d>)>,
    schemas: &mut Schemas<'d>,
) -> Value {
    content
        .map(|(media_type, content)| {
            let mut written = Map::new();
            if let Some(schema) = content.schema() {
                written.insert("schema".to_owned(), schemas.write(schema));
            }
            if let Some(encoding) = content.item().get("encoding") {
                written.insert("encoding".to_owned(), schemas.write_value(encoding));
            }
            (media_type.to_owned(), Value::Object(written))
        })
        .collect::<Map<String, Value>>()
        .into()
}

fn copy_text(item: Item<'_>, member: &str, written: &mut Map<String, Value>) {
    if let Some(text) = item.text(member) {
        written.insert(member.to_owned(), Value::from(text));
    }
}
