//! Schemas that nobody means well with: an answer or an honest "unknown", never a panic or a hang.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::sync::Arc;

use proptest::prelude::*;
use schema_subset::{
    Dialect, Options, Pool, Reading, Role, Schema, Verdict, subset, subset_in_role,
};
use serde_json::{Value, json};
use source_tree::{Format, Limits, Pointer, SourceTree};

fn verdict(a: &Value, b: &Value, dialect: Dialect) -> Verdict {
    let schema = |value: &Value| {
        Schema::parse("schema.json", &value.to_string(), Reading::of(dialect)).unwrap()
    };
    let options = Options {
        steps: 20_000,
        ..Options::default()
    };
    subset(&schema(a), &schema(b), &options)
}

fn both_dialects(a: &Value, b: &Value) {
    for dialect in [Dialect::JsonSchema2020_12, Dialect::OpenApi3_0] {
        for (a, b) in [(a, b), (b, a)] {
            let verdict = verdict(a, b, dialect);
            // A schema is in itself, whatever it is; where that cannot be told it is not denied.
            let own = self::verdict(a, a, dialect);
            assert!(own.witness().is_none(), "{a}: {own:?} after {verdict:?}");
        }
    }
}

#[test]
fn loops_depth_and_size_are_survived() {
    let mut deep = json!({"type": "string"});
    for _ in 0..30 {
        deep = json!({"allOf": [{"not": {"not": deep}}]});
    }
    let arms: Vec<Value> = (0..200)
        .map(|n| json!({"required": [format!("a{n}")]}))
        .collect();
    let strange = [
        json!({"$ref": "#"}),
        json!({"anyOf": [{"$ref": "#"}, {"type": "null"}]}),
        json!({"not": {"$ref": "#"}}),
        json!({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}),
        json!({"$ref": "https://example.com/other.json"}),
        json!({"$ref": "#/nowhere"}),
        json!({"type": "array", "minItems": 1_000_000_000, "items": {"type": "string"}}),
        json!({"type": "string", "minLength": 4_000_000_000_u64}),
        json!({"pattern": "(a+)+$"}),
        json!({"pattern": "((((a{1,1000}){1,1000}){1,1000}))"}),
        json!({"pattern": "("}),
        json!({"multipleOf": 1e-300}),
        json!({"minimum": 1e308, "multipleOf": 3}),
        json!({"type": 5, "properties": [], "required": "a", "items": 3, "enum": {}}),
        json!({"oneOf": arms}),
        json!({"propertyNames": {"maxLength": 1}, "minProperties": 5000}),
        deep,
    ];
    let plain = json!({"type": ["string", "object", "array"]});
    for (index, schema) in strange.iter().enumerate() {
        both_dialects(schema, &plain);
        both_dialects(schema, &strange[(index + 1) % strange.len()]);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let keyword = prop_oneof![
        Just("type"),
        Just("enum"),
        Just("const"),
        Just("items"),
        Just("prefixItems"),
        Just("contains"),
        Just("properties"),
        Just("required"),
        Just("additionalProperties"),
        Just("patternProperties"),
        Just("anyOf"),
        Just("oneOf"),
        Just("allOf"),
        Just("not"),
        Just("if"),
        Just("then"),
        Just("$ref"),
        Just("$defs"),
        Just("minimum"),
        Just("multipleOf"),
        Just("pattern"),
        Just("minItems"),
        Just("uniqueItems"),
        Just("nullable"),
        Just("format"),
        Just("unevaluatedProperties"),
        Just("unevaluatedItems"),
        Just("propertyNames"),
        Just("dependentRequired"),
    ];
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-2..9_i64).prop_map(Value::from),
        Just(json!("string")),
        Just(json!("object")),
        Just(json!("#")),
        Just(json!("#/$defs/a")),
        Just(json!("^a|b$")),
        Just(json!("int32")),
        Just(json!(0.5)),
    ];
    leaf.prop_recursive(4, 40, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((keyword.clone(), inner), 0..4).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_survived_as_a_schema(a in any_json(), b in any_json()) {
        both_dialects(&a, &b);
    }
}

fn sent(a: &Value, b: &Value, steps: u64) -> Verdict {
    let schema = |value: &Value| {
        let reading = Reading::of(Dialect::JsonSchema2020_12);
        Schema::parse("schema.json", &value.to_string(), reading).unwrap()
    };
    let options = Options {
        steps,
        causes: false,
    };
    subset_in_role(&schema(a), &schema(b), Role::Response, &options)
}

/// Untagged events of which a sender may mean several at once. They share members, and one has changed.
fn events(count: usize, changed: &Value) -> Value {
    let arms: Vec<Value> = (0..count)
        .map(|n| {
            let own = format!("own{n}");
            let detail = if n == 7 {
                changed.clone()
            } else {
                json!({"type": "string"})
            };
            json!({"type": "object", "required": ["id", own], "properties": {
                "id": {"type": "integer"},
                "note": {"type": "string"},
                own: {"type": "object", "required": ["detail"], "properties": {"detail": detail}}}})
        })
        .collect();
    json!({"type": "array", "items": {"anyOf": arms}})
}

#[test]
fn many_untagged_arms_are_decided_in_few_steps() {
    let old = events(25, &json!({"type": "string"}));
    let new = events(25, &json!({"type": ["string", "null"]}));
    assert_eq!(sent(&old, &new, 5_000), Verdict::Contained);
    let verdict = sent(&new, &old, 5_000);
    assert!(verdict.witness().is_some(), "{verdict:?}");
}

#[test]
fn arms_that_only_together_send_a_member_are_tried_together() {
    // Each arm lets the sender say one part of `p` only; both parts are refused.
    let part =
        |name: &str| json!({"properties": {"p": {"properties": {name: {"type": "integer"}}}}});
    let sender = json!({"anyOf": [part("x"), part("y"), {"properties": {"q": true}}]});
    let receiver = json!({"not": {"anyOf": [
        {"type": "object", "required": ["p"], "properties": {"p": {"type": "object", "required": ["x", "y"]}}},
        {"type": "object", "required": ["p", "q"], "properties": {"p": {"type": "object", "required": ["x", "y"]}}}]}});
    for (sender, receiver) in [
        (sender.clone(), receiver),
        (
            sender,
            json!({"properties": {"p": {"type": "object", "maxProperties": 1}}}),
        ),
    ] {
        let verdict = sent(&sender, &receiver, 5_000);
        assert!(verdict.witness().is_some(), "{verdict:?}");
    }
    // No single arm has a way to fail either part of the receiver: what looks impossible is not, with both.
    let both = |name: &str| {
        let part = json!({"properties": {name: {"type": "integer"}}});
        json!({"properties": {"p": part, "q": part}})
    };
    let never = json!({"not": {"required": ["x", "y"]}});
    let other = json!({"anyOf": [{"not": {"required": ["x"]}}, {"not": {"required": ["y"]}}]});
    let verdict = sent(
        &json!({"anyOf": [both("x"), both("y")]}),
        &json!({"anyOf": [{"properties": {"p": never, "q": never}}, {"properties": {"p": other, "q": never}}]}),
        5_000,
    );
    assert!(verdict.witness().is_some(), "{verdict:?}");
    // The second arm only speaks of what the first one asks for.
    let sender = json!({"anyOf": [
        {"properties": {"a": true}},
        {"properties": {"b": true}, "dependentRequired": {"b": ["c"]}},
        {"properties": {"c": {"properties": {"d": true}}}},
        {"properties": {"c": {"properties": {"e": true}}}}]});
    let receiver = json!({"not": {"required": ["a", "b", "c"], "properties": {
        "c": {"type": "object", "required": ["d", "e"]}}}});
    let verdict = sent(&sender, &receiver, 5_000);
    assert!(verdict.witness().is_some(), "{verdict:?}");
}

#[test]
fn long_lists_are_looked_up() {
    // With a look through the whole list for each value this takes minutes.
    let values = |from: usize| (from..from + 30_000).map(|n| json!(format!("v{n}")));
    let list = |from| json!({"enum": values(from).collect::<Vec<_>>()});
    let verdict = sent(&list(1), &list(0), 100_000);
    assert_eq!(verdict.witness().unwrap().to_string(), r#""v30000""#);
    let shuffled: Vec<Value> = values(0).rev().collect();
    assert!(sent(&list(0), &json!({"enum": shuffled}), 100_000).is_contained());
}

#[test]
fn unions_of_each_other_cost_what_their_arms_cost() {
    const COUNT: usize = 40;
    let union = |n: usize, changed: &str| {
        let others = (0..COUNT).filter(|&other| other != n);
        let mut arms: Vec<Value> = others
            .map(|other| json!({"$ref": format!("#/$defs/u{other}")}))
            .collect();
        let of = if n == COUNT / 2 { changed } else { "string" };
        let next = format!("#/$defs/u{}", n * 7 % COUNT);
        arms.push(json!({"type": "object", "properties": {
            format!("v{n}"): {"type": of}, "u": {"$ref": next}}}));
        json!({"anyOf": arms})
    };
    let all = |changed: &str| {
        let unions = (0..COUNT).map(|n| (format!("u{n}"), union(n, changed)));
        let unions: serde_json::Map<_, _> = unions.collect();
        json!({"$ref": "#/$defs/u0", "$defs": unions})
    };
    // Decided or not: never denied, and not beyond the budget.
    let verdict = sent(&all("string"), &all("integer"), 20_000);
    assert!(!verdict.is_contained(), "{verdict:?}");
}

#[test]
fn values_of_breaks_have_an_end() {
    const COUNT: usize = 5_000;
    let text = |changed: usize| {
        let members = (0..COUNT).map(|n| {
            let of = if n < changed { "integer" } else { "string" };
            (format!("p{n}"), json!({"type": of}))
        });
        let members: serde_json::Map<_, _> = members.collect();
        let required: Vec<String> = (0..COUNT).map(|n| format!("p{n}")).collect();
        json!({"type": "object", "required": required, "properties": members}).to_string()
    };
    let parse = |name: &str, text: String| {
        SourceTree::parse(name, text.into_bytes(), Format::Json, &Limits::default()).unwrap()
    };
    let (old, new) = (parse("old", text(0)), parse("new", text(60)));
    let mut pool = Pool::new();
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let old = pool.insert("old", &old, reading).unwrap();
    let new = pool.insert("new", &new, reading).unwrap();
    let root = Pointer::root();
    let pair = (
        pool.node(old, &root).unwrap(),
        pool.node(new, &root).unwrap(),
    );
    let role = Some(Role::Request);
    let found = pool.differences(&[pair], role, &Options::default());
    assert_eq!(found.breaks.len(), 60);
    let proofs = pool.proofs(&[pair], &found.breaks, role, &Options::default());
    let mut values: Vec<_> = proofs
        .iter()
        .map(|proof| Arc::clone(&proof.as_ref().unwrap().value))
        .collect();
    for (value, cause) in values.iter().zip(&found.breaks) {
        assert!(!pool.accepts(pair.1, role, value).unwrap());
        let schema_subset::Value::Object(members) = &**value else {
            panic!("{value}");
        };
        let pointer = cause.cause.b.pointer.as_str();
        let name = pointer.split('/').nth(2).unwrap();
        assert!(
            matches!(members[name], schema_subset::Value::String(_)),
            "{pointer}"
        );
    }
    // The last ones are one value.
    values.dedup_by(|one, other| Arc::ptr_eq(one, other));
    assert!(values.len() < 60);
    let parts = values.iter().map(|value| value.size());
    assert!(parts.sum::<usize>() <= 200_000 + 2 * COUNT);
}
