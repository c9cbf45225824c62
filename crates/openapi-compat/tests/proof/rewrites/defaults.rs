//! What holds where nothing is written, written out.

use openapi_doc::SpecVersion;
use openapi_doc::vocabulary::ObjectKind;

use super::inside_out;
use crate::proof::random::Random;
use crate::proof::sites::version;
use crate::proof::tree::Tree;

/// Writes the defaults of OpenAPI and of JSON Schema.
pub fn write_out(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let version = version(document);
    let mut count = 0;
    for (kind, defaults) in [
        (
            ObjectKind::Parameter,
            of_parameter as fn(&Tree) -> Vec<(&'static str, Tree)>,
        ),
        (ObjectKind::Header, of_header),
        (ObjectKind::RequestBody, of_request_body),
        (ObjectKind::Operation, of_operation),
        (ObjectKind::Schema, of_schema),
    ] {
        for way in inside_out(document, kind) {
            let place = document.at_mut(&way).unwrap();
            let mut all = defaults(place);
            if kind == ObjectKind::Schema && version == SpecVersion::V3_0 && place.has("type") {
                all.push(("nullable", Tree::Bool(false)));
                all.push(("exclusiveMinimum", Tree::Bool(false)));
            }
            for (name, value) in all {
                if !place.has(name) && random.once_in(share) {
                    place.set(name, value);
                    count += 1;
                }
            }
        }
    }
    count
}

const NO: Tree = Tree::Bool(false);

fn of_parameter(parameter: &Tree) -> Vec<(&'static str, Tree)> {
    let place = parameter.str("in").unwrap_or_default();
    let mut found = vec![("deprecated", NO)];
    if place != "path" {
        found.push(("required", NO));
    }
    if place == "query" {
        found.push(("allowEmptyValue", NO));
    }
    if parameter.has("content") {
        return found;
    }
    let is_form = matches!(place, "query" | "cookie");
    let style = if is_form { "form" } else { "simple" };
    found.push(("style", Tree::text(style)));
    let is_exploded = parameter.str("style").unwrap_or(style) == "form";
    found.push(("explode", Tree::Bool(is_exploded)));
    if place == "query" {
        found.push(("allowReserved", NO));
    }
    found
}

fn of_header(header: &Tree) -> Vec<(&'static str, Tree)> {
    let mut found = vec![("deprecated", NO), ("required", NO)];
    if !header.has("content") {
        found.extend([("style", Tree::text("simple")), ("explode", NO)]);
    }
    found
}

fn of_request_body(_: &Tree) -> Vec<(&'static str, Tree)> {
    vec![("required", NO)]
}

fn of_operation(_: &Tree) -> Vec<(&'static str, Tree)> {
    vec![
        ("deprecated", NO),
        ("parameters", Tree::List(Vec::new())),
        ("tags", Tree::List(Vec::new())),
    ]
}

fn of_schema(schema: &Tree) -> Vec<(&'static str, Tree)> {
    let mut found = vec![("readOnly", NO), ("writeOnly", NO), ("deprecated", NO)];
    match schema.str("type") {
        Some("string") => found.push(("minLength", Tree::number(0))),
        Some("array") => {
            found.extend([("minItems", Tree::number(0)), ("uniqueItems", NO)]);
        }
        Some("object") => found.push(("minProperties", Tree::number(0))),
        _ => {}
    }
    found
}

/// Writes the security and the servers of the document at its operations.
pub fn push_down(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let security = document.get("security").cloned();
    let servers = document.get("servers").cloned();
    let mut count = 0;
    for (path, item) in document.entry("paths").members_mut() {
        if path.starts_with("x-") || item.target().is_some() {
            continue;
        }
        let of_path = item.get("servers").cloned().or_else(|| servers.clone());
        for method in ["get", "put", "post", "delete", "patch"] {
            let Some(operation) = item.get_mut(method) else {
                continue;
            };
            for (name, value) in [("security", &security), ("servers", &of_path)] {
                if let Some(value) = value
                    && !operation.has(name)
                    && random.once_in(share)
                {
                    operation.set(name, value.clone());
                    count += 1;
                }
            }
        }
    }
    count
}
