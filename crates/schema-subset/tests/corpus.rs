//! The corpus of hand-reasoned questions in `tests/corpus`, asked of the search.
//!
//! `corpus_labels.rs` holds the labels themselves against the independent check.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::path::Path;

use schema_subset::{
    Dialect, Formats, Nullable, Options, Reading, Role, Schema, Verdict, subset, subset_in_role,
};
use serde_json::Value;

#[test]
fn no_question_is_answered_wrong() {
    let mut files: Vec<_> =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
    files.sort();
    let (mut asked, mut wrong, mut unknown) = (0, Vec::new(), Vec::new());
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let question: Value = serde_json::from_str(line).unwrap();
            asked += 1;
            let reading = reading(&question);
            let schema =
                |side: &str| Schema::parse(side, &question[side].to_string(), reading).unwrap();
            let id = question["id"].as_str().unwrap();
            let (a, b, options) = (schema("a"), schema("b"), Options::default());
            let verdict = match question.get("role").and_then(Value::as_str) {
                Some("request") => subset_in_role(&a, &b, Role::Request, &options),
                Some("response") => subset_in_role(&a, &b, Role::Response, &options),
                Some(other) => panic!("{id}: the role {other}"),
                None => subset(&a, &b, &options),
            };
            match verdict {
                Verdict::Unknown(reason) => unknown.push(format!("{id}: {reason}")),
                verdict if question["contained"] == verdict.is_contained() => {}
                verdict => wrong.push(format!("{id}: {verdict:?}")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {asked} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(asked > 800, "only {asked} questions");
    assert!(
        unknown.len() * 100 <= asked,
        "{} of {asked} are unknown:\n{}",
        unknown.len(),
        unknown.join("\n")
    );
}

fn reading(question: &Value) -> Reading {
    let dialect = match question.get("dialect").and_then(Value::as_str) {
        Some("openapi-3.0") => Dialect::OpenApi3_0,
        _ => Dialect::JsonSchema2020_12,
    };
    let reading = Reading::of(dialect);
    let reading = match question.get("nullable").and_then(Value::as_str) {
        Some("only-with-type") => reading.nullable(Nullable::OnlyWithType),
        _ => reading,
    };
    match question.get("formatAssertion").and_then(Value::as_bool) {
        Some(true) => reading.formats(Formats::Assertion),
        Some(false) => reading.formats(Formats::Annotation),
        None => reading,
    }
}
