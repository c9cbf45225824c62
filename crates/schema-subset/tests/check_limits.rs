//! Hostile schemas: the check answers or says why not, and never overflows its stack.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use schema_subset::check::Checker;
use schema_subset::{Dialect, Reading};
use serde_json::json;
use source_tree::{Format, Limits, Pointer, SourceTree};

fn ask(schema: String) -> [Result<bool, String>; 2] {
    let limits = Limits {
        max_depth: 5000,
        ..Limits::default()
    };
    let tree = SourceTree::parse("a", schema.into_bytes(), Format::Json, &limits).unwrap();
    let mut checker = Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a", &tree)]);
    let valid = checker.valid("a", &Pointer::root(), None, &json!({"a": 1}));
    let sent = checker.sent("a", &Pointer::root(), None, &json!({"a": 1}));
    [valid, sent].map(|answer| answer.map_err(|reason| reason.to_string()))
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}{{}}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn deep_schemas() {
    for (open, close) in [
        ("{\"allOf\":[", "]}"),
        ("{\"properties\":{\"a\":", "}}"),
        ("{\"not\":", "}"),
        ("{\"anyOf\":[", "]}"),
        ("{\"items\":", "}"),
    ] {
        for depth in [100, 240, 900] {
            let [valid, _] = ask(nested(open, close, depth));
            assert!(depth > 200 || valid.is_ok(), "{open} {depth}: {valid:?}");
        }
    }
}

#[test]
fn cycles_for_the_same_value() {
    for schema in [
        r##"{"$ref": "#"}"##,
        r##"{"allOf": [{"$ref": "#"}]}"##,
        r##"{"anyOf": [{"$ref": "#"}, {"$ref": "#"}, true]}"##,
        r##"{"oneOf": [{"$ref": "#"}, {"$ref": "#"}]}"##,
        r##"{"not": {"$ref": "#"}}"##,
        r##"{"if": {"$ref": "#"}, "then": {"$ref": "#"}}"##,
        r##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
    ] {
        let _ = ask(schema.to_owned());
    }
}

#[test]
fn chains_of_references_are_long() {
    let links: Vec<String> = (0..3000)
        .map(|n| format!("\"{n}\": {{\"$ref\": \"#/$defs/{}\"}}", n + 1))
        .collect();
    let schema = format!(
        "{{\"$ref\": \"#/$defs/0\", \"$defs\": {{{}, \"3000\": {{}}}}}}",
        links.join(",")
    );
    let _ = ask(schema);
}

#[test]
fn what_is_no_schema_is_an_error() {
    for schema in [
        "1",
        "null",
        "[]",
        r#"{"allOf": [1]}"#,
        r#"{"properties": {"a": "x"}}"#,
        r#"{"type": 3}"#,
        r#"{"minimum": "a"}"#,
        r##"{"$dynamicRef": "#x"}"##,
    ] {
        let [valid, sent] = ask(schema.to_owned());
        assert!(valid.is_err() && sent.is_err(), "{schema}: {valid:?}");
    }
}
