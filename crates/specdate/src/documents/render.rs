//! A document, written in the other format: JSON as YAML and the other way round. Members keep their order and numbers their
//! digits; comments have no place in JSON.

use std::fmt::Write as _;

use source_tree::{Format, Limits, Node, SourceTree, Value};

/// Texts that YAML reads as something else, in any letter case and in any of its versions.
const RESERVED: [&str; 10] = [
    "true", "false", "null", "yes", "no", "on", "off", "y", "n", "~",
];
/// YAML takes no longer text as a key in one line.
const LONGEST_KEY: usize = 1000;

/// The document as text of `format`; none if that would say something else.
pub(crate) fn render(tree: &SourceTree, format: Format) -> Option<String> {
    let mut text = String::new();
    match format {
        Format::Json => json(tree.root(), 0, &mut text),
        Format::Yaml => match tree.root().value() {
            Value::Object(_) | Value::Array(_) => yaml(tree.root(), 0, &mut text),
            _ => scalar(tree.root(), 0, &mut text),
        },
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let again = SourceTree::parse(
        tree.name(),
        text.clone().into_bytes(),
        format,
        &Limits::default(),
    )
    .ok()?;
    again.root().is_same_value(tree.root()).then_some(text)
}

fn indent(depth: usize, text: &mut String) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}

fn quoted(value: &str) -> String {
    // Neither a text nor its escapes can fail.
    let json = serde_json::to_string(value).unwrap_or_default();
    json.chars().fold(String::new(), |mut text, character| {
        // What JSON may hold as it is and YAML may not.
        let is_hidden = matches!(
            character,
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        );
        if is_hidden {
            let _ = write!(text, "\\u{:04x}", u32::from(character));
        } else {
            text.push(character);
        }
        text
    })
}

fn json(node: Node<'_>, depth: usize, text: &mut String) {
    match node.value() {
        Value::Object(object) if !object.is_empty() => {
            text.push('{');
            let mut before = "\n";
            for (key, value) in object {
                text.push_str(before);
                before = ",\n";
                indent(depth + 1, text);
                text.push_str(&quoted(key.as_str()));
                text.push_str(": ");
                json(value, depth + 1, text);
            }
            text.push('\n');
            indent(depth, text);
            text.push('}');
        }
        Value::Array(array) if !array.is_empty() => {
            text.push('[');
            let mut before = "\n";
            for value in array {
                text.push_str(before);
                before = ",\n";
                indent(depth + 1, text);
                json(value, depth + 1, text);
            }
            text.push('\n');
            indent(depth, text);
            text.push(']');
        }
        _ => flow(node, text),
    }
}

/// What is written in one line in both formats.
fn flow(node: Node<'_>, text: &mut String) {
    match node.value() {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number.text()),
        Value::String(value) => text.push_str(&quoted(value)),
        Value::Array(_) => text.push_str("[]"),
        Value::Object(_) => text.push_str("{}"),
    }
}

/// An object or an array in lines of their own; the first line is indented as well.
fn yaml(node: Node<'_>, depth: usize, text: &mut String) {
    match node.value() {
        Value::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                indent(depth, text);
                member(key.as_str(), value, depth, text);
            }
        }
        Value::Array(array) if !array.is_empty() => {
            for value in array {
                indent(depth, text);
                text.push_str("- ");
                item(value, depth, text);
            }
        }
        _ => {
            indent(depth, text);
            scalar(node, depth, text);
        }
    }
}

fn member(key: &str, value: Node<'_>, depth: usize, text: &mut String) {
    if key.len() > LONGEST_KEY {
        text.push_str("? ");
        text.push_str(&quoted(key));
        text.push('\n');
        indent(depth, text);
    } else if is_plain(key) {
        text.push_str(key);
    } else {
        text.push_str(&quoted(key));
    }
    text.push(':');
    if is_block(value) {
        text.push('\n');
        yaml(value, depth + 1, text);
    } else {
        text.push(' ');
        scalar(value, depth + 1, text);
    }
}

/// An item behind its dash: the first member of an object stands in the same line.
fn item(value: Node<'_>, depth: usize, text: &mut String) {
    if !is_block(value) {
        scalar(value, depth + 1, text);
        return;
    }
    let mut block = String::new();
    yaml(value, depth + 1, &mut block);
    text.push_str(block.trim_start_matches(' '));
}

fn is_block(node: Node<'_>) -> bool {
    match node.value() {
        Value::Object(object) => !object.is_empty(),
        Value::Array(array) => !array.is_empty(),
        _ => false,
    }
}

/// A value that is no block, with its line end; `depth` is that of the lines of a long text.
fn scalar(node: Node<'_>, depth: usize, text: &mut String) {
    match node.as_str() {
        Some(value) if is_plain(value) => text.push_str(value),
        Some(value) if is_literal(value) => {
            text.push_str(if value.ends_with('\n') { "|" } else { "|-" });
            for line in value.strip_suffix('\n').unwrap_or(value).split('\n') {
                text.push('\n');
                if !line.is_empty() {
                    indent(depth.max(1), text);
                    text.push_str(line);
                }
            }
        }
        _ => flow(node, text),
    }
    text.push('\n');
}

/// Whether a text means itself without quotes. Dates and everything else that begins with a digit are quoted.
fn is_plain(value: &str) -> bool {
    let begins_well = value.starts_with(|first: char| first.is_alphabetic() || first == '/');
    let is_shown = |character: char| {
        character == ' '
            || (!character.is_whitespace() && !character.is_control() && character < '\u{2028}')
    };
    begins_well
        && value.chars().all(is_shown)
        && !value.ends_with([' ', ':'])
        && !value.contains(": ")
        && !value.contains(" #")
        && !RESERVED.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Whether a text of several lines can stand as it is.
fn is_literal(value: &str) -> bool {
    let is_shown =
        |character: char| character == '\n' || (!character.is_control() && character < '\u{2028}');
    value.contains('\n')
        && !value.starts_with([' ', '\n'])
        && !value.ends_with("\n\n")
        && value.chars().all(is_shown)
        && value.lines().all(|line| !line.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(json: &str) -> SourceTree {
        SourceTree::parse(
            "a.json",
            json.as_bytes().to_vec(),
            Format::Json,
            &Limits::default(),
        )
        .unwrap()
    }

    #[test]
    fn yaml_is_as_people_write_it() {
        let tree = parsed(
            r#"{"openapi": "3.0.3", "info": {"title": "A title: with colon", "version": "2026-01-01", "description": "Two\nlines.\n"},
                "tags": [{"name": "a", "x-n": 1.50}, [], {}, ["b", null]], "paths": {"/a/{id}": {"200": true}}}"#,
        );
        let expected = "openapi: \"3.0.3\"\ninfo:\n  title: \"A title: with colon\"\n  version: \"2026-01-01\"\n  description: |\n    Two\n    lines.\n\
            tags:\n  - name: a\n    x-n: 1.50\n  - []\n  - {}\n  - - b\n    - null\npaths:\n  /a/{id}:\n    \"200\": true\n";
        assert_eq!(render(&tree, Format::Yaml).as_deref(), Some(expected));
    }

    #[test]
    fn json_is_indented() {
        let tree = parsed(r#"{"a": [1, {"b": []}], "c": {}}"#);
        let expected =
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ],\n  \"c\": {}\n}\n";
        assert_eq!(render(&tree, Format::Json).as_deref(), Some(expected));
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[ -~\n]{0,12}",
            "\\PC{0,6}",
            any::<String>(),
            prop::sample::select(vec![
                "No",
                "null",
                "1e3",
                "2026-01-01",
                "- a",
                "a: b",
                "a #b",
                "|",
                "\u{feff}",
                "\u{85}a",
                "---",
                "? a",
                "a\n\n b\n"
            ])
            .prop_map(str::to_owned),
        ]
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            text().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 30, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map(text(), inner, 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// `render` itself compares: what it gives says the same, and it gives something for every document.
        #[test]
        fn every_document_can_be_written(value in value()) {
            let tree = parsed(&value.to_string());
            prop_assert!(render(&tree, Format::Json).is_some());
            let yaml = render(&tree, Format::Yaml);
            prop_assert!(yaml.is_some(), "{value}");
        }
    }
}
