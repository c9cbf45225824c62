//! What a witness names as the cause: the keywords that make the difference, and nothing around them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use schema_subset::{
    Dialect, Options, Reading, Role, Schema, Verdict, Witness, subset, subset_in_role,
};

fn schema(name: &str, text: &str, dialect: Dialect) -> Schema {
    Schema::parse(name, text, Reading::of(dialect)).unwrap()
}

fn witness(verdict: Verdict) -> Witness {
    match verdict {
        Verdict::NotContained(witness) => witness,
        other => panic!("{other:?}"),
    }
}

/// The causes as pairs of pointers.
fn pointers(witness: &Witness) -> Vec<(&str, &str)> {
    let causes = witness.causes.iter();
    causes
        .map(|cause| (cause.a.pointer.as_str(), cause.b.pointer.as_str()))
        .collect()
}

fn check_in(dialect: Dialect, a: &str, b: &str, expected: &[(&str, &str)]) {
    let found = witness(subset(
        &schema("a", a, dialect),
        &schema("b", b, dialect),
        &Options::default(),
    ));
    assert_eq!(pointers(&found), expected, "{a} in {b}");
}

fn check(a: &str, b: &str, expected: &[(&str, &str)]) {
    check_in(Dialect::JsonSchema2020_12, a, b, expected);
}

fn check_sent(a: &str, b: &str, expected: &[(&str, &str)]) {
    let dialect = Dialect::JsonSchema2020_12;
    let (a, b) = (schema("a", a, dialect), schema("b", b, dialect));
    let found = witness(subset_in_role(&a, &b, Role::Request, &Options::default()));
    assert_eq!(pointers(&found), expected);
}

#[test]
fn a_keyword_of_the_schema_itself() {
    check(
        r#"{"type": "string"}"#,
        r#"{"type": "integer"}"#,
        &[("/type", "/type")],
    );
    check(
        r#"{"enum": [1, 2]}"#,
        r#"{"enum": [1]}"#,
        &[("/enum", "/enum")],
    );
    check(
        r#"{"enum": [1, 2]}"#,
        r#"{"const": 1}"#,
        &[("/enum", "/const")],
    );
    check(
        r#"{"type": "integer", "minimum": 3, "maximum": 9}"#,
        r#"{"type": "integer", "minimum": 3, "maximum": 8}"#,
        &[("/maximum", "/maximum")],
    );
    check(
        r#"{"type": "number", "minimum": 3}"#,
        r#"{"type": "number", "exclusiveMinimum": 3}"#,
        &[("/minimum", "/exclusiveMinimum")],
    );
    check(
        r#"{"type": "string"}"#,
        r#"{"type": "string", "minLength": 1}"#,
        &[("", "/minLength")],
    );
    check("true", "false", &[("", "")]);
}

#[test]
fn two_keywords_are_two_causes() {
    check(
        r#"{"type": "string", "minLength": 1, "pattern": "^a"}"#,
        r#"{"type": "string", "minLength": 2, "pattern": "^b"}"#,
        &[("/minLength", "/minLength"), ("/pattern", "/pattern")],
    );
}

#[test]
fn the_lowest_pair_is_the_cause() {
    check(
        r#"{"type": "object", "properties": {"list": {"type": "array", "items": {"properties": {"status": {"enum": [1, 2]}}}}}}"#,
        r#"{"type": "object", "properties": {"list": {"type": "array", "items": {"properties": {"status": {"enum": [1]}}}}}}"#,
        &[(
            "/properties/list/items/properties/status/enum",
            "/properties/list/items/properties/status/enum",
        )],
    );
}

#[test]
fn every_change_of_an_object_is_named() {
    check(
        r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"maximum": 5}}}"#,
        r#"{"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}, "b": {"maximum": 4}}}"#,
        &[
            ("/required", "/required"),
            ("/properties/a/type", "/properties/a/type"),
            ("/properties/b/maximum", "/properties/b/maximum"),
        ],
    );
}

#[test]
fn a_property_that_only_the_second_declares() {
    check(
        r#"{"type": "object"}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
        &[("", "/properties/a")],
    );
    check(
        r#"{"type": "object", "additionalProperties": {"type": "integer"}}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
        &[("/additionalProperties", "/properties/a")],
    );
}

#[test]
fn closing_an_object() {
    check(
        r#"{"type": "object", "properties": {"a": {}, "b": {}}}"#,
        r#"{"type": "object", "properties": {"a": {}}, "additionalProperties": false}"#,
        &[("", "/additionalProperties")],
    );
    check_sent(
        r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}"#,
        &[("", "/additionalProperties")],
    );
    check(
        r#"{"properties": {"a": {}, "b": {}}}"#,
        r#"{"properties": {"a": {}}, "unevaluatedProperties": false}"#,
        &[("", "/unevaluatedProperties")],
    );
}

#[test]
fn behind_references_the_place_is_where_it_is_written() {
    check(
        r##"{"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": ["string", "null"]}}}"##,
        r##"{"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": "string"}}}"##,
        &[("/$defs/x/type", "/$defs/x/type")],
    );
    // Inlined on one side.
    check(
        r#"{"properties": {"a": {"type": ["string", "null"]}}}"#,
        r##"{"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": "string"}}}"##,
        &[("/properties/a/type", "/$defs/x/type")],
    );
}

#[test]
fn a_shared_component_is_one_cause() {
    let user = |role: &str| {
        format!(
            r##"{{"properties": {{"a": {{"$ref": "#/$defs/user"}}, "b": {{"items": {{"$ref": "#/$defs/user"}}}}}},
                "$defs": {{"user": {{"properties": {{"role": {role}}}}}}}}}"##
        )
    };
    check(
        &user(r#"{"enum": ["a", "b"]}"#),
        &user(r#"{"enum": ["a"]}"#),
        &[(
            "/$defs/user/properties/role/enum",
            "/$defs/user/properties/role/enum",
        )],
    );
}

#[test]
fn recursion_ends() {
    let tree = |value: &str| {
        format!(
            r##"{{"type": "object", "required": ["value"], "properties": {{"value": {value}, "left": {{"$ref": "#"}}, "right": {{"$ref": "#"}}}}}}"##
        )
    };
    check(
        &tree(r#"{"type": "number"}"#),
        &tree(r#"{"type": "integer"}"#),
        &[("/properties/value/type", "/properties/value/type")],
    );
}

#[test]
fn arms_are_compared_with_their_counterparts() {
    let arm = |tag: &str, more: &str| {
        format!(
            r#"{{"type": "object", "required": ["kind"], "properties": {{"kind": {{"const": "{tag}"}}{more}}}}}"#
        )
    };
    let union = |arms: &[String]| format!(r#"{{"oneOf": [{}]}}"#, arms.join(", "));
    let cat = |lives: &str| arm("cat", &format!(r#", "lives": {lives}"#));
    check(
        &union(&[cat(r#"{"type": "number"}"#), arm("dog", "")]),
        &union(&[arm("dog", ""), cat(r#"{"type": "integer"}"#)]),
        &[(
            "/oneOf/0/properties/lives/type",
            "/oneOf/1/properties/lives/type",
        )],
    );
    check(
        &union(&[arm("cat", ""), arm("dog", ""), arm("eel", "")]),
        &union(&[arm("dog", ""), arm("cat", "")]),
        &[("/oneOf", "/oneOf")],
    );
    check(
        r#"{"allOf": [{"type": "object"}, {"required": ["a"]}]}"#,
        r#"{"allOf": [{"required": ["a", "b"]}, {"type": "object"}]}"#,
        &[("", "/allOf/0/required")],
    );
}

#[test]
fn parts_of_an_all_of_are_one_sender_and_many_receivers() {
    // Merged into one schema: each part names what it refuses.
    check(
        r#"{"required": ["s"], "properties": {"s": {"enum": ["a", "b"]}, "n": {"maximum": 9}}}"#,
        r#"{"allOf": [{"properties": {"s": {"enum": ["a"]}}}, {"properties": {"n": {"maximum": 8}}}]}"#,
        &[
            ("/properties/s/enum", "/allOf/0/properties/s/enum"),
            ("/properties/n/maximum", "/allOf/1/properties/n/maximum"),
        ],
    );
    // What one part leaves open another one settles.
    let two = |first: &str, second: &str, size: u32| {
        format!(
            r#"{{"allOf": [{{"properties": {{"s": {first}}}}}, {{"required": ["s"], "properties": {{"s": {second}, "n": {{"maxLength": {size}}}}}}}]}}"#
        )
    };
    check(
        &two(r#"{"enum": ["a", "b"]}"#, r#"{"const": "a"}"#, 9),
        &two(r#"{"enum": ["a", "c"]}"#, r#"{"const": "a"}"#, 8),
        &[(
            "/allOf/1/properties/n/maxLength",
            "/allOf/1/properties/n/maxLength",
        )],
    );
    check(
        &two(r#"{"type": ["string", "null"]}"#, r#"{"maxLength": 3}"#, 9),
        r#"{"properties": {"s": {"maxLength": 2}}}"#,
        &[("/allOf/1/properties/s/maxLength", "/properties/s/maxLength")],
    );
    // Beside a reference.
    check(
        r##"{"$ref": "#/$defs/x", "properties": {"b": {"maximum": 1}}, "$defs": {"x": {"properties": {"a": {"maximum": 2}}}}}"##,
        r#"{"properties": {"a": {"maximum": 1}, "b": {"maximum": 1}}}"#,
        &[("/$defs/x/properties/a/maximum", "/properties/a/maximum")],
    );
}

#[test]
fn nullable_of_openapi_3_0() {
    check_in(
        Dialect::OpenApi3_0,
        r#"{"type": "string", "nullable": true}"#,
        r#"{"type": "string"}"#,
        &[("/type", "/type")],
    );
    check_in(
        Dialect::OpenApi3_0,
        r#"{"allOf": [{"type": "string"}], "nullable": true}"#,
        r#"{"allOf": [{"type": "string", "maxLength": 3}], "nullable": true}"#,
        &[("/allOf/0", "/allOf/0/maxLength")],
    );
}

#[test]
fn sender_and_receiver() {
    check_sent(
        r#"{"properties": {"a": {"type": "string"}}}"#,
        r#"{"required": ["b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}"#,
        &[("", "/required")],
    );
}

#[test]
fn places_have_line_and_column() {
    let found = witness(subset(
        &schema(
            "old.json",
            "{\n  \"type\": \"string\"\n}",
            Dialect::JsonSchema2020_12,
        ),
        &schema(
            "new.yaml",
            "title: A\ntype: integer\n",
            Dialect::JsonSchema2020_12,
        ),
        &Options::default(),
    ));
    let cause = found.causes.first().unwrap();
    assert_eq!(cause.a.to_string(), "old.json:2:11");
    assert_eq!(cause.b.to_string(), "new.yaml:2:7");
}

#[test]
fn causes_can_be_left_out() {
    let options = Options {
        causes: false,
        ..Options::default()
    };
    let dialect = Dialect::JsonSchema2020_12;
    let found = witness(subset(
        &schema("a", "true", dialect),
        &schema("b", "false", dialect),
        &options,
    ));
    assert_eq!(found.causes, []);
}
