//! No edit of a document goes unnoticed: whatever is changed in it, its surface changes, and with it a snapshot.

use openapi_doc::{Document, Item, Limits, MemoryFiles, load};
use specdate_tests::root;

use crate::{for_each_version, surface};

/// An edit: what to put in place of which bytes of the document, and what it does, for messages.
struct Edit {
    range: std::ops::Range<usize>,
    text: String,
    what: String,
}

#[test]
fn every_edit_shows_in_the_surface() {
    for_each_version(|_, version| {
        let path = format!("openapi/{}", version.document);
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
        let document = read_text(&path, &text).unwrap();
        let original = surface(&document);
        let mut compared = 0;
        for Edit {
            range,
            text: replacement,
            what,
        } in edits(&document)
        {
            let mut edited = text.clone();
            edited.replace_range(range, &replacement);
            // An edit that makes the document invalid is noticed by whoever reads it.
            if let Ok(document) = read_text(&path, &edited) {
                assert_ne!(
                    surface(&document),
                    original,
                    "{path}: nobody notices that {what}"
                );
                compared += 1;
            }
        }
        assert!(
            compared > 100,
            "{path}: only {compared} edits were compared"
        );
    });
}

fn read_text(path: &str, text: &str) -> Result<Document, Vec<openapi_doc::Problem>> {
    load(
        path,
        &MemoryFiles::new([(path, text.as_bytes())]),
        &Limits::default(),
    )
}

/// One edit for everything that a reader of the document relies on.
fn edits(document: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    for schema in document.schemas() {
        let item = schema.item();
        for property in schema.properties() {
            rename(item.get("properties"), property.name(), &mut edits);
        }
        for keyword in ["type", "format"] {
            let other = if item.text(keyword) == Some("boolean") {
                "string"
            } else {
                "boolean"
            };
            replace(item, keyword, other, &mut edits);
        }
        for keyword in ["nullable", "x-pii"] {
            replace(item, keyword, "false", &mut edits);
        }
        for list in ["required", "enum", "x-known-values"] {
            for value in item.get(list).into_iter().flat_map(Item::items) {
                if value.node().as_str().is_some() {
                    put(value, "another_value", &mut edits);
                }
            }
        }
    }
    for path in document.paths() {
        rename(document.root().get("paths"), path.template(), &mut edits);
    }
    for operation in document.operations() {
        replace(operation.item(), "operationId", "another_id", &mut edits);
        for parameter in operation.parameters() {
            replace(parameter.item(), "name", "another_name", &mut edits);
        }
        for response in operation.responses() {
            let status = response.status().to_string();
            rename_to(
                operation.item().get("responses"),
                &status,
                "\"418\"",
                &mut edits,
            );
            for header in response.headers() {
                rename(response.item().get("headers"), header.name(), &mut edits);
            }
            for (media_type, _) in response.content() {
                rename(response.item().get("content"), media_type, &mut edits);
            }
        }
    }
    edits
}

/// Renames a member of an object.
fn rename(object: Option<Item<'_>>, name: &str, edits: &mut Vec<Edit>) {
    rename_to(object, name, &format!("{name}x"), edits);
}

fn rename_to(object: Option<Item<'_>>, name: &str, new: &str, edits: &mut Vec<Edit>) {
    let object = object.and_then(|item| item.node().as_object());
    let (key, _) = object.and_then(|object| object.get_member(name)).unwrap();
    edits.push(Edit {
        range: key.span().range(),
        text: new.to_owned(),
        what: format!("{name} is {new} at {}", key.position()),
    });
}

/// Gives a member another value, where the member is there.
fn replace(item: Item<'_>, member: &str, value: &str, edits: &mut Vec<Edit>) {
    if let Some(member) = item.get(member) {
        put(member, value, edits);
    }
}

fn put(item: Item<'_>, value: &str, edits: &mut Vec<Edit>) {
    edits.push(Edit {
        range: item.node().span().range(),
        text: value.to_owned(),
        what: format!(
            "{} becomes {value} at {}",
            item.node().source(),
            item.location()
        ),
    });
}
