//! What several test files share.
#![allow(dead_code)]
// Each test file is a crate of its own and uses a part of this.
// What is allowed in tests is not in their helpers.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

pub mod invariants;
pub mod model;

use std::fmt::Write;

pub use invariants::{compact, nodes};
use source_tree::{Format, Limits, SourceTree, Value};

pub fn json(text: &str) -> SourceTree {
    parse(text, Format::Json).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub fn yaml(text: &str) -> SourceTree {
    parse(text, Format::Yaml).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub fn parse(text: &str, format: Format) -> Result<SourceTree, source_tree::ParseError> {
    let name = match format {
        Format::Json => "t.json",
        Format::Yaml => "t.yaml",
    };
    SourceTree::parse(name, text.into(), format, &Limits::default())
}

/// The errors of a table of sources, one paragraph each.
pub fn errors(format: Format, sources: &[&str]) -> String {
    let paragraphs = sources.iter().map(|source| match parse(source, format) {
        Ok(_) => panic!("{source:?} was read"),
        Err(error) => format!("{source:?}\n  {error}\n"),
    });
    paragraphs.collect()
}

/// Each node on a line: place, id, what it is, and the source text that its span cuts.
pub fn outline(tree: &SourceTree) -> String {
    let mut lines = String::new();
    for node in nodes(tree) {
        let pointer = tree.pointer_to(node.id());
        let what = match node.value() {
            Value::Array(array) => format!("array of {}", array.len()),
            Value::Object(object) => format!("object of {}", object.len()),
            _ => compact(node),
        };
        let position = node.position();
        let source = node.source();
        let pointer = pointer.as_str();
        writeln!(lines, "{position} {pointer:?} {what} <- {source:?}").unwrap();
    }
    lines
}
