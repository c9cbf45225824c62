//! Laws that hold for containment whatever the schemas are, on random schemas.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use proptest::prelude::*;
use schema_subset::{Dialect, Options, Reading, Schema, Verdict, subset};
use serde_json::{Value, json};

fn schema(value: &Value) -> Schema {
    Schema::parse(
        "schema.json",
        &value.to_string(),
        Reading::of(Dialect::JsonSchema2020_12),
    )
    .unwrap()
}

fn verdict(a: &Value, b: &Value) -> Verdict {
    subset(&schema(a), &schema(b), &Options::default())
}

/// Not knowing is allowed here; being wrong is not.
fn not_refuted(a: &Value, b: &Value) {
    let verdict = verdict(a, b);
    assert!(verdict.witness().is_none(), "{a} in {b}: {verdict:?}");
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(true)),
        Just(json!({"type": "null"})),
        (0..4_i64, 0..6_i64)
            .prop_map(|(low, high)| json!({"type": "integer", "minimum": low, "maximum": high})),
        (1..5_i64).prop_map(|step| json!({"multipleOf": step})),
        (0..3_u64, 0..4_u64)
            .prop_map(|(low, high)| json!({"type": "string", "minLength": low, "maxLength": high})),
        prop_oneof![Just("^a"), Just("b$"), Just("^[ab]*$"), Just("^(?!a)")]
            .prop_map(|p| json!({"pattern": p})),
        prop::collection::vec(
            prop_oneof![
                Just(json!(1)),
                Just(json!("a")),
                Just(json!(null)),
                Just(json!({"a": 1}))
            ],
            1..3
        )
        .prop_map(|values| json!({"enum": values})),
        Just(json!({"type": ["string", "object"]})),
    ]
}

fn any_schema() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 24, 3, |inner| {
        let arms = prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            arms.clone().prop_map(|arms| json!({"anyOf": arms})),
            arms.clone().prop_map(|arms| json!({"allOf": arms})),
            arms.prop_map(|arms| json!({"oneOf": arms})),
            inner.clone().prop_map(|arm| json!({"not": arm})),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| json!({"type": "object", "properties": {"a": a}, "additionalProperties": b})),
            (inner.clone(), any::<bool>()).prop_map(|(a, closed)| json!({"properties": {"a": a}, "required": ["a"], "additionalProperties": !closed})),
            (inner.clone(), 0..3_u64).prop_map(|(item, least)| json!({"type": "array", "items": item, "minItems": least})),
            (inner.clone(), any::<bool>()).prop_map(|(item, unique)| json!({"contains": item, "maxItems": 2, "uniqueItems": unique})),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| json!({"if": a, "then": b, "else": c})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_schema_is_in_itself_and_in_what_adds_to_it(a in any_schema(), x in any_schema()) {
        prop_assert_eq!(verdict(&a, &a), Verdict::Contained);
        not_refuted(&a, &json!({"anyOf": [a, x]}));
        not_refuted(&json!({"allOf": [a, x]}), &a);
        not_refuted(&json!({"allOf": [a, {"not": a}]}), &x);
    }

    #[test]
    fn turning_both_around_turns_the_question_around(a in any_schema(), b in any_schema()) {
        let straight = verdict(&a, &b);
        let around = verdict(&json!({"not": b}), &json!({"not": a}));
        let decided = |verdict: &Verdict| !matches!(verdict, Verdict::Unknown(_));
        if decided(&straight) && decided(&around) {
            prop_assert_eq!(straight.is_contained(), around.is_contained(), "{} in {}", a, b);
        }
    }

    #[test]
    fn references_and_wrapping_mean_the_same(a in any_schema()) {
        let referenced = json!({"$ref": "#/$defs/a", "$defs": {"a": a}});
        let wrapped = json!({"allOf": [{"anyOf": [a]}]});
        for (one, other) in [(&a, &referenced), (&referenced, &a), (&a, &wrapped), (&wrapped, &a)] {
            prop_assert_eq!(verdict(one, other), Verdict::Contained, "{} in {}", one, other);
        }
    }

    #[test]
    fn containment_is_transitive(a in any_schema(), b in any_schema(), c in any_schema()) {
        if verdict(&a, &b).is_contained() && verdict(&b, &c).is_contained() {
            not_refuted(&a, &c);
        }
    }

    #[test]
    fn what_is_contained_refutes_no_witness_of_the_smaller(a in any_schema(), b in any_schema()) {
        // A witness that `a` allows anything is a value of `a`; if `a` is in `b`, it is one of `b`.
        if let Some(value) = verdict(&a, &json!(false)).witness()
            && verdict(&a, &b).is_contained()
        {
            let only: Value = serde_json::from_str(&value.to_string()).unwrap();
            not_refuted(&json!({"const": only}), &b);
        }
    }
}
