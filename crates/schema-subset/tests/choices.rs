//! Choices of many arms that nothing tells apart: a search over sets of arms has no end, each arm by itself is quick.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use schema_subset::{Dialect, Differences, Options, Pool, Reading, Role};
use source_tree::{Format, Limits, Pointer, SourceTree};

const ARMS: usize = 30;
const STEPS: u64 = 50_000;

/// An object with a member of its own, and others that most have.
fn arm(number: usize, size: u32) -> String {
    format!(
        r#"{{"type": "object", "required": ["id", "actor"], "properties": {{{}, "actor": {}}}}}"#,
        members(number, size),
        person(r#"["object", "null"]"#),
    )
}

/// The same in other words: in two parts, and null as an arm.
fn parted(number: usize, size: u32) -> String {
    format!(
        r#"{{"allOf": [{{"type": "object", "required": ["actor"], "properties": {{{}}}}},
            {{"type": "object", "required": ["id"], "properties": {{"actor": {{"anyOf": [{}, {{"type": "null"}}]}}}}}}]}}"#,
        members(number, size),
        person(r#""object""#),
    )
}

fn members(number: usize, size: u32) -> String {
    let shared = (0..5).filter(|of| number % 5 != *of).map(|of| {
        format!(
            r#""shared{of}": {{"type": "object", "properties": {{"id": {{"type": "integer"}}}}}}, "#
        )
    });
    format!(
        r#"{}"id": {{"type": "string", "maxLength": {size}}}, "own{number}": {{"type": "string"}}"#,
        shared.collect::<String>()
    )
}

fn person(types: &str) -> String {
    format!(
        r#"{{"type": {types}, "required": ["name"], "properties": {{"name": {{"type": "string"}}, "mail": {{"type": ["string", "null"]}}}}}}"#
    )
}

fn list(arms: impl Iterator<Item = String>) -> String {
    let arms: Vec<String> = arms.collect();
    format!(
        r#"{{"type": "array", "items": {{"type": "object", "anyOf": [{}]}}}}"#,
        arms.join(", ")
    )
}

fn differences(a: &str, b: &str) -> Differences {
    let parse = |name: &str, text: &str| {
        let limits = Limits::default();
        SourceTree::parse(name, text.into(), Format::Json, &limits).unwrap()
    };
    let (a, b) = (parse("a.json", a), parse("b.json", b));
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let mut pool = Pool::new();
    let a = pool.insert("a.json", &a, reading).unwrap();
    let b = pool.insert("b.json", &b, reading).unwrap();
    let pair = [a, b].map(|document| pool.node(document, &Pointer::root()).unwrap());
    let options = Options {
        steps: STEPS,
        causes: true,
    };
    pool.differences(&[pair.into()], Some(Role::Response), &options)
}

#[test]
fn arms_in_other_words_are_contained() {
    let written = list((0..ARMS).map(|number| arm(number, 9)));
    let other = list((0..ARMS).rev().map(|number| parted(number, 9)));
    assert_eq!(differences(&written, &other), Differences::default());
    assert_eq!(differences(&other, &written), Differences::default());
}

#[test]
fn what_no_arm_allows_does_not_pass() {
    let written = list((0..ARMS).map(|number| arm(number, 9)));
    let wider = list((0..ARMS).map(|number| parted(number, 10)));
    assert_eq!(differences(&written, &wider), Differences::default());
    assert_ne!(differences(&wider, &written), Differences::default());
    // One arm that takes more is enough.
    let one = list((0..ARMS).map(|number| parted(number, if number == 17 { 10 } else { 9 })));
    assert_ne!(differences(&one, &written), Differences::default());
}
