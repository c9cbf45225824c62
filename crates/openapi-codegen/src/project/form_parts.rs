//! What a multipart form consists of.

use std::collections::{BTreeMap, HashSet};

use openapi_doc::{MediaType, NodeRef, Schema, Type};

use super::bodies::holds_bytes;
use super::schemas::Schemas;
use crate::raw_body::{FormPart, PartKind};

/// The parts of a form, by name: in which order a document lists them means nothing.
pub(super) fn form_parts<'d>(form: MediaType<'d>, schemas: &mut Schemas<'d>) -> Vec<FormPart> {
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
pub fn sole_part(schema: Schema<'_>) -> Schema<'_> {
    let schema = schema.resolve();
    match schema.all_of().as_slice() {
        [part] if schema.types().is_empty() && !schema.has_properties() => part.resolve(),
        _ => schema,
    }
}

/// `parts file, document_type`.
pub(super) fn described(parts: &[FormPart]) -> String {
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    format!("parts {}", names.join(", "))
}
