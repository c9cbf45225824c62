//! No edit of a document goes unnoticed: whatever is changed in it, its surface changes, and with it a snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use openapi_doc::surface::Surface;
use openapi_doc::{Document, Item, Limits, MemoryFiles, Schema, load, schemas_in_role};
use specdate_tests::root;

use crate::{for_each_version, surface};

/// Names the variable that has every edit tried: `SPECDATE_EVERY_EDIT=1 cargo test --release -p specdate-tests`. Without
/// `--release` that takes minutes.
const EVERY_EDIT: &str = "SPECDATE_EVERY_EDIT";

/// Of each kind of edit, so many are tried otherwise.
const SAMPLE: usize = 10;

/// Another number tries other edits.
const SEED: u64 = 1;

/// An edit: what to put in place of which bytes of the document, and what it does, for messages.
struct Edit {
    /// What is edited: a keyword, or the place where names stand.
    kind: String,
    range: Range<usize>,
    text: String,
    what: String,
}

#[test]
fn every_edit_shows_in_the_surface() {
    let every = std::env::var_os(EVERY_EDIT).is_some();
    for_each_version(|_, version| {
        let path = format!("openapi/{}", version.document);
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
        let slices = slices(&path, &text);
        for (kind, mut edits) in edits_by_kind(&path, &text, &slices) {
            shuffle(&mut edits);
            let mut compared = 0;
            for (slice, edit) in edits {
                // An edit that makes the document invalid is noticed by whoever reads it.
                if let Ok(document) = read_text(&path, &edit.applied_to(&slice.text)) {
                    assert_ne!(
                        surface(&document),
                        slice.surface,
                        "{path}: nobody notices that {}",
                        edit.what
                    );
                    compared += 1;
                }
                if compared == SAMPLE && !every {
                    break;
                }
            }
            assert!(
                compared > 0,
                "{path}: no edit of `{kind}` leaves a document"
            );
        }
    });
}

/// A document with one of its paths or webhooks and nothing of the others. Its surface takes a fraction of the time.
struct Slice {
    text: String,
    document: Document,
    surface: Surface,
}

/// One for each path and webhook. What is taken out leaves empty lines, so that positions are those of the document.
fn slices(path: &str, text: &str) -> Vec<Slice> {
    let document = read_text(path, text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let sections =
        ["paths", "x-webhooks"].map(|section| (section, entries(&document, section, &lines)));
    let mut slices = Vec::new();
    for (section, entries) in &sections {
        for entry in entries {
            let mut kept = lines.clone();
            for other in sections.iter().flat_map(|(_, entries)| entries) {
                if other != entry {
                    kept[other.clone()].fill("");
                }
            }
            let mut text = kept.join("\n");
            // A section without entries would be null.
            for (other, _) in sections.iter().filter(|(other, _)| other != section) {
                text = text.replacen(&format!("\n{other}:\n"), &format!("\n{other}: {{}}\n"), 1);
            }
            let document = read_text(path, &text).unwrap_or_else(|problems| panic!("{problems:?}"));
            let surface = surface(&document);
            slices.push(Slice {
                text,
                document,
                surface,
            });
        }
    }
    slices
}

/// The lines of each entry of a section, counted from 0.
fn entries(document: &Document, section: &str, lines: &[&str]) -> Vec<Range<usize>> {
    let section = document
        .root()
        .get(section)
        .and_then(|item| item.node().as_object());
    let mut entries = Vec::new();
    for (key, _) in section.into_iter().flat_map(source_tree::Object::iter) {
        let first = usize::try_from(key.position().line).unwrap() - 1;
        let indent = |line: &str| line.len() - line.trim_start().len();
        let is_next = |line: &&str| {
            let content = line.trim_start();
            !content.is_empty() && !content.starts_with('#') && indent(line) <= indent(lines[first])
        };
        let rest = &lines[first + 1..];
        let length = rest.iter().position(is_next).unwrap_or(rest.len());
        entries.push(first..first + 1 + length);
    }
    entries
}

/// Every edit of the document, each once, with a slice that it is to show in.
fn edits_by_kind<'s>(
    path: &str,
    text: &str,
    slices: &'s [Slice],
) -> BTreeMap<String, Vec<(&'s Slice, Edit)>> {
    let mut kinds: BTreeMap<String, Vec<(&Slice, Edit)>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for slice in slices {
        let roles = schemas_in_role(&slice.document);
        for edit in edits(&slice.document, |schema| roles.is_reached(schema.id())) {
            if found.insert(edit.what.clone()) {
                kinds
                    .entry(edit.kind.clone())
                    .or_default()
                    .push((slice, edit));
            }
        }
    }
    let all = edits(&read_text(path, text).unwrap(), |_| true);
    let missing: Vec<String> = all
        .into_iter()
        .map(|edit| edit.what)
        .filter(|what| !found.contains(what))
        .collect();
    assert!(
        missing.is_empty(),
        "{path}: no operation reaches what these edit:\n{}",
        missing.join("\n")
    );
    kinds
}

impl Edit {
    fn applied_to(&self, text: &str) -> String {
        let mut edited = text.to_owned();
        edited.replace_range(self.range.clone(), &self.text);
        edited
    }
}

/// Puts edits into an order that looks random and is always the same.
fn shuffle(edits: &mut [(&Slice, Edit)]) {
    edits.sort_by_cached_key(|(_, edit)| {
        // FNV-1a, which is the same everywhere and always.
        edit.what
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
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
fn edits(document: &Document, is_edited: impl Fn(Schema<'_>) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for schema in document.schemas().filter(|schema| is_edited(*schema)) {
        let item = schema.item();
        for property in schema.properties() {
            rename(item, "properties", property.name(), &mut edits);
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
                    put(list, value, "another_value", &mut edits);
                }
            }
        }
    }
    for path in document.paths() {
        rename(document.root(), "paths", path.template(), &mut edits);
    }
    for operation in document.operations() {
        replace(operation.item(), "operationId", "another_id", &mut edits);
        for parameter in operation.parameters() {
            replace(parameter.item(), "name", "another_name", &mut edits);
        }
        for response in operation.responses() {
            let status = response.status().to_string();
            rename_to(
                operation.item(),
                "responses",
                &status,
                "\"418\"",
                &mut edits,
            );
            for header in response.headers() {
                rename(response.item(), "headers", header.name(), &mut edits);
            }
            for (media_type, _) in response.content() {
                rename(response.item(), "content", media_type, &mut edits);
            }
        }
    }
    // What several operations share was reached from each.
    edits.sort_by(|left, right| {
        (left.range.start, &left.text).cmp(&(right.range.start, &right.text))
    });
    edits.dedup_by(|left, right| left.range == right.range && left.text == right.text);
    edits
}

/// Renames a member of an object that stands under a keyword.
fn rename(holder: Item<'_>, keyword: &str, name: &str, edits: &mut Vec<Edit>) {
    rename_to(holder, keyword, name, &format!("{name}x"), edits);
}

fn rename_to(holder: Item<'_>, keyword: &str, name: &str, new: &str, edits: &mut Vec<Edit>) {
    let object = holder.get(keyword).and_then(|item| item.node().as_object());
    let (key, _) = object.and_then(|object| object.get_member(name)).unwrap();
    edits.push(Edit {
        kind: keyword.to_owned(),
        range: key.span().range(),
        text: new.to_owned(),
        what: format!("{name} is {new} at {}", key.position()),
    });
}

/// Gives a member another value, where the member is there.
fn replace(item: Item<'_>, member: &str, value: &str, edits: &mut Vec<Edit>) {
    if let Some(found) = item.get(member) {
        put(member, found, value, edits);
    }
}

fn put(kind: &str, item: Item<'_>, value: &str, edits: &mut Vec<Edit>) {
    edits.push(Edit {
        kind: kind.to_owned(),
        range: item.node().span().range(),
        text: value.to_owned(),
        what: format!(
            "{} becomes {value} at {}",
            item.node().source(),
            item.location()
        ),
    });
}
