//! Which request bodies progenitor does not know, and what they consist of.

use std::collections::{BTreeMap, HashSet};

use openapi_doc::{MediaType, NodeRef, RequestBody, Schema, Type, TypeSet};
use serde_json::{Map, Value, json};

use super::schemas::Schemas;
use crate::raw_body::{FormPart, PartKind, RawContent};
use crate::{Rewrites, Rule};

const MULTIPART: Rule = Rule {
    id: "multipart-form-as-body",
    reason: "progenitor knows no multipart bodies, so the method takes the form of the HTTP library, which streams its parts",
};
const BINARY: Rule = Rule {
    id: "binary-body-as-bytes",
    reason: "progenitor knows binary bodies as application/octet-stream alone, so the method is told the media type afterwards",
};

/// The media type under which progenitor takes any bytes.
const OCTET_STREAM: &str = "application/octet-stream";

/// Recognizes a body that progenitor refuses and the client can still send. A body in several media types is none:
/// the caller would have to choose.
pub(super) fn raw_content<'d>(
    body: RequestBody<'d>,
    schemas: &mut Schemas<'d>,
    rewrites: &mut Rewrites,
) -> Option<RawContent> {
    let mut content = body.content();
    let (media_type, first) = content.next()?;
    if content.next().is_some() {
        return None;
    }
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let at = first.item().at();
    if essence.eq_ignore_ascii_case("multipart/form-data") {
        let parts = form_parts(first, schemas);
        rewrites.add(MULTIPART, at, described(&parts));
        return Some(RawContent::Form(parts));
    }
    // progenitor wants this schema to the letter.
    let is_known = essence == OCTET_STREAM && first.schema().is_some_and(is_written_as_binary);
    if is_known || !is_concrete(essence) || !first.schema().is_none_or(holds_bytes) {
        return None;
    }
    rewrites.add(BINARY, at, format!("media type {media_type}"));
    Some(RawContent::Bytes(media_type.to_owned()))
}

/// What progenitor reads in place of a raw body.
pub(super) fn stand_in() -> Map<String, Value> {
    let mut written = Map::new();
    written.insert("required".to_owned(), Value::Bool(true));
    written.insert(
        "content".to_owned(),
        json!({ OCTET_STREAM: { "schema": { "type": "string", "format": "binary" } } }),
    );
    written
}

/// Whether a media type is one and no structured text, for which a body of bytes would be the wrong promise.
fn is_concrete(essence: &str) -> bool {
    let essence = essence.to_ascii_lowercase();
    !essence.contains('*')
        && !essence.starts_with("text/")
        && !essence.starts_with("multipart/")
        && essence != "application/x-www-form-urlencoded"
        && !["json", "xml", "yaml"].iter().any(|syntax| {
            essence
                .strip_suffix(syntax)
                .is_some_and(|start| start.ends_with(['/', '+', '-']))
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
fn holds_bytes(schema: Schema<'_>) -> bool {
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

/// The parts of a form, by name: in which order a document lists them means nothing.
fn form_parts<'d>(form: MediaType<'d>, schemas: &mut Schemas<'d>) -> Vec<FormPart> {
    let media_types: BTreeMap<&str, &str> = form
        .encodings()
        .filter_map(|(name, encoding)| Some((name, encoding.text("contentType")?)))
        .collect();
    let mut parts = Vec::new();
    if let Some(schema) = form.schema() {
        let mut collected = Collected::default();
        collected.collect(schema);
        for (name, schema) in collected.properties {
            // Not for the form, which gets no type, but for the types that its parts refer to.
            schemas.write(schema);
            let media_types = media_types.get(name).copied();
            let (kind, repeated) = kind_of(schema, media_types);
            parts.push(FormPart {
                name: name.to_owned(),
                kind,
                required: collected.required.contains(name),
                repeated,
                media_types: media_types.map(str::to_owned),
            });
        }
    }
    parts
}

/// The members of a form, gathered from every schema that applies to it.
#[derive(Default)]
struct Collected<'d> {
    properties: BTreeMap<&'d str, Schema<'d>>,
    required: HashSet<&'d str>,
    seen: HashSet<NodeRef>,
}

impl<'d> Collected<'d> {
    fn collect(&mut self, schema: Schema<'d>) {
        let schema = schema.resolve();
        // A form that refers to itself ends here.
        if !self.seen.insert(schema.item().at()) {
            return;
        }
        self.required.extend(schema.required());
        for property in schema.properties() {
            self.properties
                .entry(property.name())
                .or_insert_with(|| property.schema());
        }
        for part in schema.all_of() {
            self.collect(part);
        }
    }
}

/// How a part is written, and whether it may come several times. The defaults are those of OpenAPI: bytes for
/// binary strings, JSON for objects, text for the rest, and a list is one part an item.
fn kind_of(schema: Schema<'_>, media_types: Option<&str>) -> (PartKind, bool) {
    let schema = sole_part(schema);
    let is_list = schema.types().contains(Type::Array);
    let item = match schema.items() {
        Some(items) if is_list => sole_part(items),
        _ => schema,
    };
    let is_json = media_types.is_some_and(|types| types.contains("json"));
    let kind = if is_json || item.types().contains(Type::Object) || item.has_properties() {
        PartKind::Json
    } else if media_types.is_some_and(|types| !types.starts_with("text/")) || holds_bytes(item) {
        PartKind::File
    } else {
        PartKind::Text
    };
    // A list that is written as JSON is one part.
    (kind, is_list && !is_json)
}

/// Through `$ref`s, and through the `allOf` of one with which a use adds a description.
fn sole_part(schema: Schema<'_>) -> Schema<'_> {
    let schema = schema.resolve();
    match schema.all_of().as_slice() {
        [part] if schema.types().is_empty() && !schema.has_properties() => part.resolve(),
        _ => schema,
    }
}

/// `parts file, document_type`.
fn described(parts: &[FormPart]) -> String {
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    format!("parts {}", names.join(", "))
}
