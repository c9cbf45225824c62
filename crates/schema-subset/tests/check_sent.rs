//! What a sender sends: the corners of the definition, one by one.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use schema_subset::check::Checker;
use schema_subset::{Dialect, Reading, Role};
use serde_json::{Value, json};
use source_tree::{Format, Limits, Pointer, SourceTree};

#[track_caller]
fn check(schema: Value, sent: &[Value], not_sent: &[Value]) {
    let tree = SourceTree::parse(
        "a",
        schema.to_string().into_bytes(),
        Format::Json,
        &Limits::default(),
    )
    .unwrap();
    let mut checker = Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a", &tree)]);
    for (values, expected) in [(sent, true), (not_sent, false)] {
        for value in values {
            let answer = checker.sent("a", &Pointer::root(), Some(Role::Request), value);
            assert_eq!(answer, Ok(expected), "{value} under {schema}");
        }
    }
}

#[test]
fn a_record_sends_what_it_declares() {
    check(
        json!({"type": "object", "properties": {"a": {"type": "integer"}}}),
        &[json!({}), json!({"a": 1})],
        &[json!({"b": 1}), json!({"a": "x"})],
    );
    check(
        json!({"type": "object", "properties": {}}),
        &[json!({})],
        &[json!({"b": 1})],
    );
}

#[test]
fn a_free_form_map_sends_anything() {
    check(
        json!({"type": "object"}),
        &[json!({}), json!({"b": {"c": [1]}})],
        &[],
    );
    check(
        json!({}),
        &[json!({"b": 1}), json!([1, {"c": 2}]), json!(1)],
        &[],
    );
    check(
        json!({"type": "object", "minProperties": 1, "propertyNames": {"maxLength": 3}}),
        &[json!({"b": 1})],
        &[json!({})],
    );
}

#[test]
fn required_counts_as_declared_also_without_properties() {
    check(
        json!({"type": "object", "required": ["a"]}),
        &[json!({"a": 1})],
        &[json!({"a": 1, "b": 1})],
    );
    check(
        json!({"type": "object", "properties": {"a": {}}, "dependentRequired": {"a": ["b"]}}),
        &[json!({"a": 1, "b": {"x": 1}})],
        &[json!({"a": 1, "b": 1, "c": 1})],
    );
}

#[test]
fn patterns_make_a_record() {
    check(
        json!({"type": "object", "patternProperties": {"^x-": {}}}),
        &[json!({"x-a": 1})],
        &[json!({"y": 1})],
    );
}

#[test]
fn written_additional_members_are_a_promise() {
    for keyword in ["additionalProperties", "unevaluatedProperties"] {
        let open = json!({"type": "object", "properties": {"a": {}}, keyword: true});
        check(open, &[json!({"a": 1, "b": {"c": 1}})], &[]);
        let typed = json!({"type": "object", "properties": {"a": {}}, keyword: {"type": "object", "properties": {"c": {}}}});
        check(
            typed,
            &[json!({"b": {"c": 1}})],
            &[json!({"b": {"d": 1}}), json!({"b": 1})],
        );
    }
}

#[test]
fn names_are_declared_by_the_chosen_arms() {
    let arms = json!([{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}, "required": ["b"]}]);
    check(
        json!({"type": "object", "anyOf": arms.clone()}),
        &[json!({"a": 1}), json!({"a": 1, "b": 1})],
        &[json!({"a": 1, "c": 1}), json!({})],
    );
    check(
        json!({"type": "object", "oneOf": arms}),
        &[json!({"a": 1}), json!({"b": 1})],
        &[json!({"a": 1, "b": 1}), json!({"a": 1, "c": 1})],
    );
    // Both arms hold, one of them is a free-form map, and choosing it alone is allowed.
    check(
        json!({"anyOf": [{"type": "object"}, {"type": "object", "properties": {"a": {}}}]}),
        &[json!({"c": 1})],
        &[],
    );
}

#[test]
fn closing_is_per_location_and_not_per_subschema() {
    check(
        json!({"allOf": [{"type": "object", "properties": {"a": {}}}, {"properties": {"b": {}}}], "properties": {"c": {}}}),
        &[json!({"a": 1, "b": 2, "c": 3})],
        &[json!({"a": 1, "d": 1})],
    );
    check(
        json!({"$ref": "#/$defs/A", "properties": {"b": {}}, "$defs": {"A": {"properties": {"a": {}}}}}),
        &[json!({"a": 1, "b": 1})],
        &[json!({"c": 1})],
    );
    check(
        json!({"type": "object", "properties": {"a": {}}, "dependentSchemas": {"a": {"properties": {"b": {}}}}}),
        &[json!({"a": 1, "b": 1})],
        &[json!({"b": 1})],
    );
    check(
        json!({"type": "object", "if": {"properties": {"kind": {"const": 1}}, "required": ["kind"]}, "then": {"properties": {"one": {}}}, "else": {"properties": {"other": {}}}}),
        &[json!({"kind": 1, "one": 1}), json!({"other": 1})],
        &[json!({"kind": 1, "other": 1}), json!({"one": 1})],
    );
    // Below, the schemas of all that apply meet again.
    check(
        json!({"allOf": [{"properties": {"in": {"properties": {"a": {}}}}}, {"properties": {"in": {"properties": {"b": {}}}}}]}),
        &[json!({"in": {"a": 1, "b": 1}})],
        &[json!({"in": {"c": 1}})],
    );
}

#[test]
fn nothing_counts_under_not() {
    check(
        json!({"type": "object", "properties": {"a": {}}, "not": {"properties": {"b": {"type": "string"}}, "required": ["b"]}}),
        &[json!({"a": 1})],
        &[json!({"b": 1})],
    );
}

#[test]
fn values_of_enum_and_const_are_sent_whole() {
    check(
        json!({"enum": [{"a": {"b": 1}}, 2], "properties": {"c": {}}}),
        &[json!({"a": {"b": 1.0}}), json!(2)],
        &[json!({"c": 1})],
    );
    check(
        json!({"type": "object", "properties": {"x": {"const": {"y": [1]}}}}),
        &[json!({"x": {"y": [1]}})],
        &[json!({"x": {"y": [2]}})],
    );
}

#[test]
fn without_type_only_what_the_keywords_are_about_is_sent() {
    check(
        json!({"properties": {"a": {}}}),
        &[json!({"a": 1})],
        &[json!("text"), json!([1])],
    );
    check(
        json!({"items": {"type": "integer"}}),
        &[json!([1])],
        &[json!({}), json!(null)],
    );
    check(
        json!({"items": {}, "properties": {"a": {}}}),
        &[json!([1]), json!({"a": 1})],
        &[json!(1)],
    );
    check(
        json!({"maxLength": 2}),
        &[json!(1), json!("a"), json!({"a": 1})],
        &[json!("abc")],
    );
}

#[test]
fn items_beyond_the_prefix_are_not_sent() {
    check(
        json!({"type": "array", "prefixItems": [{}, {}]}),
        &[json!([]), json!([1, 2])],
        &[json!([1, 2, 3])],
    );
    check(
        json!({"type": "array", "prefixItems": [{}], "items": {"type": "integer"}}),
        &[json!([1, 2, 3])],
        &[json!([1, "a"])],
    );
    check(
        json!({"type": "array", "prefixItems": [{}], "unevaluatedItems": {"properties": {"a": {}}}}),
        &[json!([1, {"a": 1}])],
        &[json!([1, {"b": 1}])],
    );
    check(json!({"type": "array"}), &[json!([1, {"a": 1}])], &[]);
    check(
        json!({"type": "array", "items": {"type": "object", "properties": {"a": {}}}}),
        &[json!([{"a": 1}])],
        &[json!([{"b": 1}])],
    );
}

#[test]
fn recursion_ends_with_the_value() {
    check(
        json!({"type": "object", "properties": {"next": {"$ref": "#"}}}),
        &[json!({"next": {"next": {}}})],
        &[json!({"next": {"next": {"other": 1}}})],
    );
}

#[test]
fn where_nothing_could_be_sent_more_is_taken_as_sent() {
    // Both arms hold for everything that is sent, so exactly one never does.
    let schema = json!({"type": "object", "properties": {
        "either": {"oneOf": [{"type": "object", "properties": {"a": {}}}, {"type": "object", "properties": {"a": {}, "b": {}}}]},
        "odd": {"type": "object", "required": ["id"], "properties": {"id": {"readOnly": true}}, "minProperties": 2},
    }});
    let tree = SourceTree::parse(
        "a",
        schema.to_string().into_bytes(),
        Format::Json,
        &Limits::default(),
    )
    .unwrap();
    let checker = || Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a", &tree)]);
    let root = Pointer::root();
    let role = Some(Role::Request);
    let value = json!({"either": {"a": 1}});
    assert_eq!(checker().sent("a", &root, role, &value), Ok(false));
    let mut relaxed = checker();
    relaxed.read_one_of_as_any_of("a", &Pointer::parse("/properties/either").unwrap());
    assert_eq!(relaxed.sent("a", &root, role, &value), Ok(true));
    assert_eq!(relaxed.valid("a", &root, role, &value), Ok(true));
    assert_eq!(
        relaxed.sent("a", &root, role, &json!({"either": {"c": 1}})),
        Ok(false)
    );

    let value = json!({"odd": {"id": 1, "more": 2}});
    assert_eq!(checker().sent("a", &root, role, &value), Ok(false));
    let mut relaxed = checker();
    relaxed.accept_at("a", &Pointer::parse("/properties/odd").unwrap());
    assert_eq!(relaxed.sent("a", &root, role, &value), Ok(true));
    // Never above that place.
    assert_eq!(
        relaxed.sent(
            "a",
            &root,
            role,
            &json!({"odd": {"id": 1, "more": 2}, "x": 1})
        ),
        Ok(false)
    );
}

#[test]
fn what_cannot_be_decided_is_said() {
    let own_arm = br##"{"anyOf": [{"$ref": "#"}, {"type": "string"}]}"##;
    let tree = SourceTree::parse("a", own_arm.to_vec(), Format::Json, &Limits::default()).unwrap();
    let mut checker = Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a", &tree)]);
    assert_eq!(
        checker.valid("a", &Pointer::root(), None, &json!("text")),
        Ok(true)
    );
    let answer = checker.sent("a", &Pointer::root(), None, &json!("text"));
    assert!(answer.is_err(), "{answer:?}");
    let arms: Vec<Value> = (0..20)
        .map(|n| json!({"type": "object", "properties": {n.to_string(): {}}}))
        .collect();
    let wide = json!({ "anyOf": arms }).to_string();
    let tree = SourceTree::parse("a", wide.into_bytes(), Format::Json, &Limits::default()).unwrap();
    let mut checker = Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a", &tree)]);
    assert!(
        checker
            .sent("a", &Pointer::root(), None, &json!({"0": 1}))
            .is_err()
    );
}
