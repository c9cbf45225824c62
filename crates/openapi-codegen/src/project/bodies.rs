//! Request bodies: which media type is sent, and as what progenitor is told of it.

use openapi_doc::{MediaType, RequestBody, Schema, Type, TypeSet};
use serde_json::{Map, Value, json};

use super::form_parts::{described, form_parts};
use super::schemas::Schemas;
use crate::media_type::{essence, is_json_by_suffix};
use crate::raw_body::{FieldStyle, RawContent};
use crate::{Rewrites, Rule};

const MULTIPART: Rule = Rule {
    id: "multipart-form-as-body",
    reason: "progenitor knows no multipart bodies, so the method takes the form of the HTTP library, which streams its parts",
};
const BINARY: Rule = Rule {
    id: "binary-body-as-bytes",
    reason: "progenitor knows binary bodies as application/octet-stream alone, so the method is told the media type afterwards",
};
const OTHER: Rule = Rule {
    id: "other-body-as-bytes",
    reason: "neither progenitor nor the client writes this media type, so the caller passes its bytes",
};
const TEXT: Rule = Rule {
    id: "text-body-as-string",
    reason: "progenitor knows plain text alone, so the method is told the media type afterwards",
};
const JSON: Rule = Rule {
    id: "json-body-by-suffix",
    reason: "progenitor knows JSON as application/json alone, so the method is told the media type afterwards",
};
const FIELDS: Rule = Rule {
    id: "form-fields-by-style",
    reason: "progenitor's forms have scalars only, so lists and objects are written by the styles of OpenAPI instead",
};
const ONE: Rule = Rule {
    id: "one-request-media-type",
    reason: "progenitor takes one media type a request body, and a server takes each of those that the document lists",
};
const EMPTY: Rule = Rule {
    id: "drop-empty-body",
    reason: "the body may be left out and nothing can stand in it, while progenitor would always send it",
};

/// The media type under which progenitor takes any bytes.
const OCTET_STREAM: &str = "application/octet-stream";
const FORM: &str = "application/x-www-form-urlencoded";

/// Writes a request body as progenitor is told of it, and what it really is where that differs. `None` where there is
/// nothing to send.
pub(super) fn write<'d>(
    body: RequestBody<'d>,
    schemas: &mut Schemas<'d>,
    rewrites: &mut Rewrites,
) -> Option<(Value, Option<RawContent>)> {
    let (media_type, content) = chosen(body)?;
    let at = content.item().at();
    if body.content().count() > 1 {
        rewrites.add(ONE, body.item().at(), format!("sent as {media_type}"));
    }
    if !body.required() && is_empty(content) {
        rewrites.add(EMPTY, at, format!("media type {media_type}"));
        return None;
    }
    let mut raw = None;
    let (told, schema) = match Kind::of(media_type, content) {
        Kind::Json => ("application/json", typed(content, schemas)),
        Kind::JsonBySuffix => {
            rewrites.add(JSON, at, format!("media type {media_type}"));
            raw = Some(RawContent::Json(media_type.to_owned()));
            ("application/json", typed(content, schemas))
        }
        Kind::Fields => {
            let styles = field_styles(content);
            if !styles.is_empty() || has_structured_fields(content) {
                rewrites.add(FIELDS, at, format!("{} with a style", styles.len()));
                raw = Some(RawContent::Fields(styles));
            }
            (FORM, typed(content, schemas))
        }
        Kind::Text => {
            if essence(media_type) != "text/plain" {
                rewrites.add(TEXT, at, format!("media type {media_type}"));
                raw = Some(RawContent::Text(media_type.to_owned()));
            }
            ("text/plain", json!({ "type": "string" }))
        }
        Kind::Form => {
            let parts = form_parts(content, schemas);
            rewrites.add(MULTIPART, at, described(&parts));
            raw = Some(RawContent::Form(parts));
            (OCTET_STREAM, bytes())
        }
        Kind::Bytes => {
            // progenitor wants this schema to the letter.
            let is_known = essence(media_type) == OCTET_STREAM
                && content.schema().is_some_and(is_written_as_binary);
            if !is_known {
                let rule = if content.schema().is_none_or(holds_bytes) {
                    BINARY
                } else {
                    OTHER
                };
                rewrites.add(rule, at, format!("media type {media_type}"));
                raw = Some(RawContent::Bytes(concrete(media_type)));
            }
            (OCTET_STREAM, bytes())
        }
    };
    let mut written = Map::new();
    if let Some(description) = body.item().text("description") {
        written.insert("description".to_owned(), Value::from(description));
    }
    let required =
        body.required() || matches!(raw, Some(RawContent::Form(_) | RawContent::Bytes(_)));
    written.insert("required".to_owned(), Value::from(required));
    written.insert("content".to_owned(), json!({ told: { "schema": schema } }));
    Some((Value::Object(written), raw))
}

/// What a media type means for the method, in the order in which the client prefers them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    JsonBySuffix,
    Fields,
    Form,
    Text,
    Bytes,
}

impl Kind {
    fn of(media_type: &str, content: MediaType<'_>) -> Self {
        let essence = essence(media_type);
        let is_bytes = content.schema().is_some_and(is_written_as_binary);
        if essence == "application/json"
            || (essence.contains('*') && !is_bytes && content.schema().is_some())
        {
            Self::Json
        } else if is_json_by_suffix(&essence) {
            Self::JsonBySuffix
        } else if essence == FORM {
            Self::Fields
        } else if essence == "multipart/form-data" {
            Self::Form
        } else if essence.starts_with("text/") && !is_bytes {
            Self::Text
        } else {
            Self::Bytes
        }
    }
}

/// A range of media types allows any of it; bytes of which nothing is known have a name.
fn concrete(media_type: &str) -> String {
    if media_type.contains('*') {
        OCTET_STREAM.to_owned()
    } else {
        media_type.to_owned()
    }
}

fn bytes() -> Value {
    json!({ "type": "string", "format": "binary" })
}

fn typed<'d>(content: MediaType<'d>, schemas: &mut Schemas<'d>) -> Value {
    content
        .schema()
        .map_or_else(|| json!({}), |schema| schemas.write(schema))
}

/// Whether a body may be left out and the client does.
pub fn may_leave_out(body: RequestBody<'_>) -> bool {
    !body.required() && chosen(body).is_some_and(|(_, content)| is_empty(content))
}

/// The schema of what the client sends.
pub fn sent_schema(body: RequestBody<'_>) -> Option<Schema<'_>> {
    chosen(body)?.1.schema()
}

/// The media type that the client sends: among equals, the one that the document lists first.
fn chosen(body: RequestBody<'_>) -> Option<(&str, MediaType<'_>)> {
    body.content()
        .min_by_key(|(media_type, content)| Kind::of(media_type, *content))
}

/// Whether nothing can stand in a body: an object without members that takes no others, or nothing that is described.
fn is_empty(content: MediaType<'_>) -> bool {
    content.schema().is_none_or(|schema| {
        let schema = schema.resolve();
        let is_closed = schema
            .item()
            .get("additionalProperties")
            .is_some_and(|more| more.node().as_bool() == Some(false));
        is_closed && schema.properties().next().is_none() && schema.all_of().is_empty()
    }) && content.schema().is_some()
}

/// The fields that have a style of their own.
fn field_styles(content: MediaType<'_>) -> Vec<(String, FieldStyle)> {
    let mut styles: Vec<(String, FieldStyle)> = content
        .encodings()
        .filter_map(|(name, encoding)| {
            let style = encoding.text("style");
            let explode = encoding
                .get("explode")
                .and_then(|explode| explode.node().as_bool());
            let style = match (style, explode) {
                (Some("deepObject"), _) => FieldStyle::Brackets,
                (Some("spaceDelimited"), Some(false) | None) => FieldStyle::Joined(" "),
                (Some("pipeDelimited"), Some(false) | None) => FieldStyle::Joined("|"),
                (Some("form") | None, Some(false)) => FieldStyle::Joined(","),
                (Some(_), _) | (None, Some(true)) => FieldStyle::Members,
                (None, None) => return None,
            };
            Some((name.to_owned(), style))
        })
        .collect();
    styles.sort();
    styles
}

/// Whether a form has a field that is no scalar, as far as one level of the schema tells.
fn has_structured_fields(content: MediaType<'_>) -> bool {
    let Some(schema) = content.schema() else {
        return false;
    };
    let schema = schema.resolve();
    !schema.all_of().is_empty()
        || schema.properties().any(|property| {
            let field = property.schema().resolve();
            let scalar = [Type::String, Type::Integer, Type::Number, Type::Boolean];
            field.types().is_empty()
                || !field
                    .types()
                    .iter()
                    .all(|kind| scalar.contains(&kind) || kind == Type::Null)
        })
}

fn is_string(types: TypeSet) -> bool {
    types.only() == Some(Type::String)
}

fn is_written_as_binary(schema: Schema<'_>) -> bool {
    let schema = schema.resolve();
    is_string(schema.types()) && schema.format() == Some("binary")
}

/// OpenAPI 3.0 says `format: binary`; 3.1 leaves the type out, and may name the media type once more.
pub(super) fn holds_bytes(schema: Schema<'_>) -> bool {
    let schema = schema.resolve();
    if is_written_as_binary(schema) {
        return true;
    }
    let says_nothing = ["description", "title", "contentMediaType"];
    schema
        .item()
        .members()
        .all(|(name, _)| says_nothing.contains(&name) || name.starts_with("x-"))
}
