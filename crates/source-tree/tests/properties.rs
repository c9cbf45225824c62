//! Random values, written in random ways, are read back exactly.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // What is allowed in tests is not in their helpers.

mod support;

use proptest::prelude::*;
use source_tree::{Format, Kind, Node, Value};
use support::invariants::check_tree;
use support::model::{Choices, Model, choices, model, number, text, write_json};
use support::{compact, json, nodes, parse, yaml};

/// Whether a `serde_json` value, read from the same text, is the same. Order is compared with the
/// model: `serde_json` sorts members.
fn same(node: Node<'_>, value: &serde_json::Value) -> bool {
    match (node.value(), value) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(a), serde_json::Value::Bool(b)) => a == *b,
        (Value::Number(a), serde_json::Value::Number(b)) => {
            // Without its feature `float_roundtrip` it is a few units in the last place off.
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= a.abs() * 1e-14
        }
        (Value::String(a), serde_json::Value::String(b)) => a == b,
        (Value::Array(a), serde_json::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), serde_json::Value::Object(b)) => {
            let same_member = |name: &str, b| a.get(name).is_some_and(|a| same(a, b));
            a.len() == b.len() && b.iter().all(|(name, b)| same_member(name, b))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_read_back_exactly(value in model(), mut choices in choices()) {
        let source = write_json(&value, &mut choices);
        let tree = json(&source);
        prop_assert_eq!(compact(tree.root()), value.compact());
        check_tree(&tree);
        if tree.duplicate_keys().is_empty() {
            let oracle: serde_json::Value = serde_json::from_str(&source).unwrap();
            prop_assert!(same(tree.root(), &oracle), "{}", source);
        }
        // What a span cuts is the value itself, from its first to its last byte.
        for node in nodes(&tree) {
            prop_assert_eq!(node.source().trim(), node.source());
            prop_assert_eq!(compact(json(node.source()).root()), compact(node));
        }
    }

    #[test]
    fn duplicates_are_all_found(keys in prop::collection::vec("[ab]{0,3}", 0..40)) {
        let value = Model::Object(keys.iter().map(|key| (key.clone(), Model::Null)).collect());
        let tree = json(&value.compact());
        let expected: Vec<(usize, usize)> = keys.iter().enumerate().filter_map(|(again, key)| {
            let first = keys.iter().position(|other| other == key)?;
            (first < again).then_some((2 * first + 1, 2 * again + 1))
        }).collect();
        let found: Vec<(usize, usize)> = tree.duplicate_keys().iter()
            .map(|found| (found.first().index(), found.again().index())).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_text_is_read_or_refused_as_serde_json_does(source in "[\\[\\]{},:\" \n0-9.eE+tfn\\\\ua-]{0,24}") {
        support::invariants::check_json(source.as_bytes());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        support::invariants::check_json(&bytes);
        support::invariants::check_yaml(&bytes);
    }

    #[test]
    fn any_yaml_is_read_or_refused(source in "[-?:,\\[\\]{}#&*!|>'\"%@ \n\tab01é.~<]{0,40}") {
        support::invariants::check_yaml(source.as_bytes());
    }

    #[test]
    fn pointers_survive_both_forms(tokens in prop::collection::vec(text(), 0..5)) {
        let pointer = source_tree::Pointer::from_tokens(&tokens);
        prop_assert_eq!(pointer.tokens().collect::<Vec<_>>(), tokens);
        prop_assert_eq!(&source_tree::Pointer::parse(pointer.as_str()).unwrap(), &pointer);
        let fragment = pointer.as_str().bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
        prop_assert_eq!(source_tree::Pointer::from_fragment(&fragment).unwrap(), pointer);
    }

    #[test]
    fn number_text_is_exact_in_both_formats(text in number()) {
        for format in [Format::Json, Format::Yaml] {
            let source = format!("[{text}]");
            let tree = parse(&source, format).unwrap();
            let number = tree.root().as_array().unwrap().get(0).unwrap();
            prop_assert_eq!(number.as_number().unwrap().text(), &*text);
            prop_assert_eq!(number.source(), &*text);
        }
    }

    #[test]
    fn json_is_yaml(value in model()) {
        let source = value.compact();
        prop_assert_eq!(support::outline(&json(&source)), support::outline(&yaml(&source)));
    }

    #[test]
    fn yaml_is_read_back_exactly(value in model(), mut choices in choices()) {
        let source = yaml_writer::write(&value, &mut choices);
        let tree = parse(&source, Format::Yaml);
        let tree = tree.unwrap_or_else(|error| panic!("{error}\n{source}"));
        prop_assert_eq!(compact(tree.root()), value.compact(), "{}", source);
        check_tree(&tree);
        // A span in brackets or quotes, and every plain scalar, means the same on its own.
        for node in nodes(&tree) {
            let alone = node.source();
            let self_contained = match node.kind() {
                Kind::Array | Kind::Object => alone.starts_with(['[', '{']),
                _ => !alone.contains(['\n', '|', '>']),
            };
            if self_contained && tree.source().as_bytes().get(node.span().end as usize) != Some(&b':') {
                prop_assert_eq!(compact(yaml(&format!("- {alone}\n")).root()), format!("[{}]", compact(node)));
            }
        }
    }
}

/// Writes values as YAML in random styles, by the rules of YAML 1.2.2; shares nothing with readers.
mod yaml_writer {
    use super::{Choices, Model};
    use std::fmt::Write;

    pub fn write(value: &Model, choices: &mut Choices) -> String {
        let mut out = String::new();
        if choices.of(3) == 0 {
            out.push_str("# é comment\n---\n");
        }
        block(value, 0, choices, &mut out);
        out
    }

    /// The value on a new line or behind `- ` and `key:`; `indent` is its own indentation.
    fn block(value: &Model, indent: usize, choices: &mut Choices, out: &mut String) {
        match value {
            Model::Array(items) if !items.is_empty() && choices.of(3) > 0 => {
                for item in items {
                    write!(out, "{:indent$}-", "").unwrap();
                    nested(item, indent, true, choices, out);
                }
            }
            Model::Object(members) if !members.is_empty() && choices.of(3) > 0 => {
                for (key, item) in members {
                    write!(out, "{:indent$}", "").unwrap();
                    quoted(key, choices, out);
                    out.push(':');
                    nested(item, indent, false, choices, out);
                }
            }
            other => {
                write!(out, "{:indent$}", "").unwrap();
                flow(other, choices, out);
                comment(choices, out);
            }
        }
    }

    fn nested(
        item: &Model,
        indent: usize,
        in_sequence: bool,
        choices: &mut Choices,
        out: &mut String,
    ) {
        match item {
            Model::Array(_) if !in_sequence && choices.of(2) == 0 => {
                comment(choices, out);
                // A sequence may stand at the indentation of its key; in brackets it may not.
                let mut inside = String::new();
                block(item, indent, choices, &mut inside);
                if inside.trim_start().starts_with('[') {
                    out.push(' ');
                }
                out.push_str(&inside);
            }
            Model::Array(_) | Model::Object(_) => {
                comment(choices, out);
                block(item, indent + 1 + choices.of(3), choices, out);
            }
            Model::String(text) if literal(text) && choices.of(2) == 0 => {
                let indent = indent + 2;
                out.push_str(if text.ends_with('\n') {
                    " |2\n"
                } else {
                    " |2-\n"
                });
                for line in text.lines() {
                    writeln!(out, "{:indent$}{line}", "").unwrap();
                }
            }
            Model::Null if choices.of(2) == 0 => comment(choices, out),
            scalar => {
                out.push(' ');
                flow(scalar, choices, out);
                comment(choices, out);
            }
        }
    }

    /// Whether a literal block holds the text: printable, and no line break but single ones.
    fn literal(text: &str) -> bool {
        let lines_have_text =
            !text.is_empty() && text.split_terminator('\n').all(|line| !line.is_empty());
        lines_have_text
            && text
                .chars()
                .all(|character| character == '\n' || is_printable(character))
    }

    fn is_printable(character: char) -> bool {
        matches!(character, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{2030}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{10000}'..)
    }

    fn comment(choices: &mut Choices, out: &mut String) {
        out.push_str(["\n", "\n", " # ü: [\n", "\r\n", "\n\n"][choices.of(5)]);
    }

    fn flow(value: &Model, choices: &mut Choices, out: &mut String) {
        match value {
            Model::Array(items) => {
                out.push('[');
                for item in items {
                    flow(item, choices, out);
                    out.push_str([", ", ",", " ,  "][choices.of(3)]);
                }
                out.push(']');
            }
            Model::Object(members) => {
                out.push('{');
                for (key, item) in members {
                    quoted(key, choices, out);
                    out.push_str([": ", " : "][choices.of(2)]);
                    flow(item, choices, out);
                    out.push_str([", ", ","][choices.of(2)]);
                }
                out.push('}');
            }
            Model::Null => out.push_str(["null", "~", "Null"][choices.of(3)]),
            Model::Bool(true) => out.push_str(["true", "True"][choices.of(2)]),
            Model::Bool(false) => out.push_str(["false", "FALSE"][choices.of(2)]),
            Model::Number(text) => out.push_str(text),
            Model::String(text) => quoted(text, choices, out),
        }
    }

    /// Plain where nothing about the text can be misread, else in quotes.
    fn quoted(text: &str, choices: &mut Choices, out: &mut String) {
        let word = !text.is_empty() && text.chars().all(|character| character.is_ascii_lowercase());
        if word && !matches!(text, "null" | "true" | "false") && choices.of(2) == 0 {
            out.push_str(text);
        } else if text.chars().all(is_printable) && choices.of(2) == 0 {
            write!(out, "'{}'", text.replace('\'', "''")).unwrap();
        } else {
            out.push('"');
            for character in text.chars() {
                match character {
                    '"' | '\\' => out.extend(['\\', character]),
                    '\n' => out.push_str("\\n"),
                    printable if is_printable(printable) => out.push(printable),
                    other => write!(out, "\\U{:08x}", u32::from(other)).unwrap(),
                }
            }
            out.push('"');
        }
    }
}
