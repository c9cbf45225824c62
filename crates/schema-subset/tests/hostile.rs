//! Schemas that nobody means well with: an answer or an honest "unknown", never a panic or a hang.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use proptest::prelude::*;
use schema_subset::{Dialect, Options, Reading, Schema, Verdict, subset};
use serde_json::{Value, json};

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
