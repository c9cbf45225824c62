//! Choices between constants, against trying every value.
//!
//! The schemas are made of constants, types and one pattern, so that a few values stand for all: those that are listed
//! somewhere, and of each kind one that is listed nowhere.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::fmt::Write as _;

use proptest::prelude::*;
use schema_subset::{Dialect, Options, Reading, Role, Schema, Verdict, subset, subset_in_role};
use serde_json::{Value, json};

/// What is listed. `1` and `1.0` are one value.
const LISTED: [&str; 12] = [
    "null",
    "true",
    "false",
    "1",
    "1.0",
    "2.5",
    r#""a""#,
    r#""ab""#,
    r#""b""#,
    "[1]",
    r#"{"k":1}"#,
    r#"{"k":1.0}"#,
];
/// One of each kind that is listed nowhere.
const OTHERS: [&str; 6] = ["7", "0.5", r#""az""#, r#""z""#, "[7]", r#"{"z":7}"#];

fn values() -> impl Iterator<Item = Value> {
    let all = LISTED.iter().chain(&OTHERS);
    all.map(|text| serde_json::from_str(text).unwrap())
}

fn schema(value: &Value) -> Schema {
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    Schema::parse("schema.json", &value.to_string(), reading).unwrap()
}

/// Equality of JSON Schema: numbers by what they are, not by how they are written.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(some), Value::Array(others)) => {
            some.len() == others.len() && some.iter().zip(others).all(|(a, b)| equal(a, b))
        }
        (Value::Object(some), Value::Object(others)) => {
            let is_there = |(name, value): (&String, &Value)| {
                others.get(name).is_some_and(|other| equal(value, other))
            };
            some.len() == others.len() && some.iter().all(is_there)
        }
        _ => one == other,
    }
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}

/// Whether the schema allows the value, keyword by keyword.
fn allows(schema: &Value, value: &Value, one_as_any: bool) -> bool {
    let allows = |schema: &Value| allows(schema, value, one_as_any);
    let keywords = schema.as_object().unwrap();
    keywords
        .iter()
        .all(|(keyword, said)| match keyword.as_str() {
            "const" => equal(said, value),
            "enum" => said.as_array().unwrap().iter().any(|one| equal(one, value)),
            "type" => match said {
                Value::String(name) => is_of_type(name, value),
                names => {
                    let mut names = names.as_array().unwrap().iter();
                    names.any(|name| is_of_type(name.as_str().unwrap(), value))
                }
            },
            "pattern" => value.as_str().is_none_or(|text| text.starts_with('a')),
            "anyOf" => said.as_array().unwrap().iter().any(allows),
            "oneOf" => {
                let count = said
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|arm| allows(arm))
                    .count();
                count == 1 || one_as_any && count > 1
            }
            _ => true,
        })
}

/// Every value that shows that the first is not contained in the second.
fn apart<'v>(a: &'v Value, b: &'v Value, one_as_any: bool) -> impl Iterator<Item = Value> + 'v {
    values().filter(move |v| allows(a, v, one_as_any) && !allows(b, v, one_as_any))
}

fn asked(a: &Value, b: &Value) {
    let verdict = subset(&schema(a), &schema(b), &Options::default());
    agrees(&verdict, apart(a, b, false).next(), a, b);

    // What could send nothing at all is read more widely, on both sides.
    let verdict = subset_in_role(&schema(a), &schema(b), Role::Response, &Options::default());
    let sends = |one_as_any| values().any(|value| allows(a, &value, one_as_any));
    match (sends(false), sends(true)) {
        (true, _) => agrees(&verdict, apart(a, b, false).next(), a, b),
        // The independent path does not confirm every witness that is sent at such a place.
        (false, true) if matches!(verdict, Verdict::Unknown(_)) => {}
        (false, true) => agrees(&verdict, apart(a, b, true).next(), a, b),
        (false, false) => assert!(verdict.witness().is_none(), "{a} in {b}: {verdict:?}"),
    }
}

fn agrees(verdict: &Verdict, apart: Option<Value>, a: &Value, b: &Value) {
    match (verdict, apart) {
        (Verdict::Contained, None) | (Verdict::NotContained(_), Some(_)) => {}
        (verdict, apart) => panic!("{a} in {b}: {verdict:?}, but it is {apart:?}"),
    }
}

fn constant() -> impl Strategy<Value = Value> {
    let value = prop::sample::select(&LISTED[..]);
    let value = value.prop_map(|text| serde_json::from_str::<Value>(text).unwrap());
    (value, 0..4).prop_map(|(value, form)| match form {
        0 => json!({"const": value, "title": "one of them"}),
        1 => json!({"enum": [value], "description": value}),
        2 => json!({"type": "string", "const": value}),
        _ => json!({"type": ["null", "number", "string", "object"], "enum": [value]}),
    })
}

fn other() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!({"type": "null"}),
        json!({"type": "boolean"}),
        json!({"type": "integer"}),
        json!({"type": "string", "pattern": "^a"}),
        json!({"type": "object"}),
        json!({"enum": ["a", 1, null]}),
        json!({"const": "b", "pattern": "^a"}),
    ])
}

fn choice() -> impl Strategy<Value = Value> {
    let arm = prop_oneof![4 => constant(), 1 => other()].boxed();
    arm.prop_recursive(2, 24, 6, |inner| {
        let arms = prop::collection::vec(inner, 1..6);
        let beside = prop::sample::select(vec![
            json!({}),
            json!({"type": "string"}),
            json!({"type": ["integer", "object", "null"]}),
            json!({"enum": ["a", "b", 1, {"k": 1}]}),
        ]);
        (arms.clone(), arms, 0..5, beside).prop_map(|(arms, more, form, mut beside)| {
            let choices = match form {
                0 => json!({"anyOf": arms}),
                1 => json!({"oneOf": arms, "anyOf": more}),
                _ => json!({"oneOf": arms}),
            };
            let members = beside.as_object_mut().unwrap();
            members.extend(choices.as_object().unwrap().clone());
            beside
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_agrees_with_trying_every_value(a in choice(), b in choice()) {
        asked(&a, &b);
        asked(&b, &a);
    }

    #[test]
    fn a_choice_is_what_it_allows(a in choice()) {
        let listed: Vec<Value> = values().take(LISTED.len()).filter(|v| allows(&a, v, false)).collect();
        asked(&json!({"enum": listed}), &a);
        asked(&a, &json!({"enum": listed}));
    }
}

#[test]
fn a_constant_that_stands_twice_is_refused() {
    let a = json!({"enum": ["a", "b"]});
    let b = json!({"oneOf": [{"const": "a"}, {"const": "b", "title": "B"}, {"enum": ["b"]}]});
    let verdict = subset(&schema(&a), &schema(&b), &Options::default());
    assert_eq!(verdict.witness().unwrap().to_string(), r#""b""#);
    let numbers = json!({"oneOf": [{"const": 1}, {"const": 1.0}, {"const": 2}]});
    let two = json!({"const": 2});
    assert!(subset(&schema(&numbers), &schema(&two), &Options::default()).is_contained());
}

/// A list of many constants, each with a text of its own.
fn many(count: usize, keyword: &str, arm: impl Fn(usize) -> String, more: &str) -> String {
    let mut text = format!(r#"{{"{keyword}": ["#);
    for number in 0..count {
        let comma = if number == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{}", arm(number));
    }
    text + more + "]}"
}

#[test]
fn long_lists_cost_little_however_they_are_written() {
    const COUNT: usize = 600;
    let name = |number: usize| format!(r#""Zone/{number}""#);
    let one = |number| format!(r#"{{"const": {}, "title": "{number}"}}"#, name(number));
    let listed = |number| format!(r#"{{"type": "string", "enum": [{}]}}"#, name(number));
    let null = r#", {"type": "null"}"#;
    let prefixed = r#", {"type": "string", "pattern": "^x-"}"#;
    let texts = [
        many(COUNT, "enum", name, ""),
        many(COUNT, "oneOf", one, ""),
        many(COUNT, "anyOf", listed, ""),
        many(COUNT, "enum", name, ", null"),
        many(COUNT, "oneOf", one, null),
        many(COUNT, "oneOf", one, prefixed),
        format!(
            r#"{{"anyOf": [{}{prefixed}]}}"#,
            many(COUNT, "enum", name, "")
        ),
    ];
    let is_contained = [
        [true, true, true, true, true, true, true],
        [true, true, true, true, true, true, true],
        [true, true, true, true, true, true, true],
        [false, false, false, true, true, false, false],
        [false, false, false, true, true, false, false],
        [false, false, false, false, false, true, true],
        [false, false, false, false, false, true, true],
    ];
    let options = Options {
        steps: 30_000,
        ..Options::default()
    };
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let schema = |text: &str| Schema::parse("schema.json", text, reading).unwrap();
    for (from, a) in texts.iter().enumerate() {
        for (to, b) in texts.iter().enumerate() {
            for role in [None, Some(Role::Request), Some(Role::Response)] {
                let verdict = match role {
                    None => subset(&schema(a), &schema(b), &options),
                    Some(role) => subset_in_role(&schema(a), &schema(b), role, &options),
                };
                assert_eq!(
                    verdict.is_contained(),
                    is_contained[from][to],
                    "{from} in {to}: {verdict:?}"
                );
                assert!(
                    !matches!(verdict, Verdict::Unknown(_)),
                    "{from} in {to}: {verdict:?}"
                );
            }
        }
    }
}
