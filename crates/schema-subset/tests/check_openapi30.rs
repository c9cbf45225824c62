//! The translation of the schema object of `OpenAPI` 3.0, and the projection of roles.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use schema_subset::check::Checker;
use schema_subset::{Dialect, Formats, Nullable, Reading, Role};
use serde_json::{Value, json};
use source_tree::{Format, Limits, Pointer, SourceTree};

fn tree(schema: &Value) -> SourceTree {
    SourceTree::parse(
        "a.json",
        schema.to_string().into_bytes(),
        Format::Json,
        &Limits::default(),
    )
    .unwrap()
}

fn judge(
    reading: Reading,
    schema: &Value,
    pointer: &str,
    role: Option<Role>,
    value: &Value,
) -> bool {
    let tree = tree(schema);
    let mut checker = Checker::new(reading, &[("a.json", &tree)]);
    checker
        .valid("a.json", &Pointer::parse(pointer).unwrap(), role, value)
        .unwrap()
}

#[track_caller]
fn check(schema: Value, valid: &[Value], invalid: &[Value]) {
    for value in valid {
        assert!(
            judge(Reading::of(Dialect::OpenApi3_0), &schema, "", None, value),
            "{value} is valid under {schema}"
        );
    }
    for value in invalid {
        assert!(
            !judge(Reading::of(Dialect::OpenApi3_0), &schema, "", None, value),
            "{value} is invalid under {schema}"
        );
    }
}

#[test]
fn exclusive_bounds_are_switches() {
    check(
        json!({"minimum": 1, "exclusiveMinimum": true, "maximum": 3, "exclusiveMaximum": false}),
        &[json!(1.5), json!(3)],
        &[json!(1), json!(3.5)],
    );
    check(json!({"exclusiveMinimum": true}), &[json!(-1)], &[]);
}

#[test]
fn nullable_adds_null_to_a_type() {
    check(
        json!({"type": "string", "nullable": true}),
        &[json!(null), json!("a")],
        &[json!(1)],
    );
    check(
        json!({"type": "string", "nullable": true, "enum": ["a"]}),
        &[json!("a")],
        &[json!(null)],
    );
    check(
        json!({"type": "string", "nullable": true, "enum": ["a", null]}),
        &[json!("a"), json!(null)],
        &[json!("b")],
    );
    check(
        json!({"type": "string", "nullable": false}),
        &[json!("a")],
        &[json!(null)],
    );
}

#[test]
fn nullable_beside_a_choice_has_two_readings() {
    let schema = json!({"nullable": true, "anyOf": [{"type": "string"}, {"type": "integer"}]});
    check(
        schema.clone(),
        &[json!(null), json!("a"), json!(1)],
        &[json!(1.5)],
    );
    let letter = Reading::of(Dialect::OpenApi3_0).nullable(Nullable::OnlyWithType);
    assert!(!judge(letter, &schema, "", None, &json!(null)));
    check(
        json!({"nullable": true, "enum": ["a"]}),
        &[json!("a")],
        &[json!(null)],
    );
}

#[test]
fn siblings_of_a_reference_do_not_count() {
    let document = json!({
        "components": {"schemas": {
            "Name": {"type": "string"},
            "Use": {"$ref": "#/components/schemas/Name", "maxLength": 1, "nullable": true},
        }},
    });
    let reading = Reading::of(Dialect::OpenApi3_0);
    let at = "/components/schemas/Use";
    assert!(judge(reading, &document, at, None, &json!("long")));
    assert!(!judge(reading, &document, at, None, &json!(null)));
}

#[test]
fn keywords_that_3_0_does_not_have_do_not_count() {
    check(
        json!({"const": 1, "prefixItems": [false], "if": true, "then": false, "patternProperties": {"": false}}),
        &[json!(2), json!([1]), json!({"a": 1})],
        &[],
    );
}

#[test]
fn formats_are_asserted() {
    check(
        json!({"type": "integer", "format": "int32"}),
        &[json!(2_147_483_647_i64), json!(1.0)],
        &[json!(2_147_483_648_i64)],
    );
    check(
        json!({"type": "integer", "format": "int64"}),
        &[json!(9_223_372_036_854_775_807_u64)],
        &[json!(9_223_372_036_854_775_808_u64)],
    );
    check(
        json!({"type": "number", "format": "float"}),
        &[json!(3.4e38)],
        &[json!(3.5e38)],
    );
    check(
        json!({"format": "uuid"}),
        &[json!("2eb8aa08-aa98-11ea-b4aa-73b441d16380"), json!(1)],
        &[json!("x")],
    );
    check(json!({"format": "password"}), &[json!("x")], &[]);
    let described = Reading::of(Dialect::OpenApi3_0).formats(Formats::Annotation);
    assert!(judge(
        described,
        &json!({"format": "uuid"}),
        "",
        None,
        &json!("x")
    ));
}

#[test]
fn members_that_a_role_keeps_out_are_not_required() {
    let document = json!({
        "Id": {"type": "string", "readOnly": true},
        "Base": {"type": "object", "properties": {"id": {"$ref": "#/Id"}}},
        "User": {"allOf": [{"$ref": "#/Base"}], "type": "object", "required": ["id", "name", "secret"], "minProperties": 3,
            "properties": {"name": {"type": "string"}, "secret": {"type": "string", "writeOnly": true}}},
    });
    let reading = Reading::of(Dialect::OpenApi3_0);
    let ask = |role, value: Value| judge(reading, &document, "/User", role, &value);
    let request = json!({"name": "a", "secret": "b"});
    assert!(ask(Some(Role::Request), request.clone()));
    assert!(!ask(Some(Role::Response), request.clone()));
    assert!(!ask(None, request));
    assert!(ask(Some(Role::Response), json!({"id": "1", "name": "a"})));
    // The receiver keeps the declaration: a member that is there has to be right.
    assert!(!ask(
        Some(Role::Request),
        json!({"id": 1, "name": "a", "secret": "b"})
    ));
}

#[test]
fn a_sender_leaves_out_what_its_role_keeps_out() {
    let schema = json!({"type": "object", "required": ["id"], "properties": {"id": {"readOnly": true}, "name": {}}});
    let tree = tree(&schema);
    let mut checker = Checker::new(Reading::of(Dialect::OpenApi3_0), &[("a.json", &tree)]);
    let root = Pointer::root();
    assert_eq!(
        checker.sent("a.json", &root, Some(Role::Request), &json!({"name": 1})),
        Ok(true)
    );
    assert_eq!(
        checker.sent("a.json", &root, Some(Role::Request), &json!({"id": 1})),
        Ok(false)
    );
    assert_eq!(
        checker.sent("a.json", &root, Some(Role::Response), &json!({"id": 1})),
        Ok(true)
    );
    assert_eq!(
        checker.sent("a.json", &root, Some(Role::Response), &json!({"name": 1})),
        Ok(false)
    );
}

#[test]
fn recursion_and_references_across_documents_are_followed() {
    let a = tree(&json!({"List": {"properties": {"next": {"$ref": "b.json#/Other"}}}}));
    let b = tree(
        &json!({"Other": {"type": "object", "properties": {"back": {"$ref": "a.json#/List"}}}}),
    );
    let mut checker = Checker::new(
        Reading::of(Dialect::OpenApi3_0),
        &[("api/a.json", &a), ("api/b.json", &b)],
    );
    let at = Pointer::parse("/List").unwrap();
    assert_eq!(
        checker.valid(
            "api/a.json",
            &at,
            None,
            &json!({"next": {"back": {"next": {}}}})
        ),
        Ok(true)
    );
    assert_eq!(
        checker.valid(
            "api/a.json",
            &at,
            None,
            &json!({"next": {"back": {"next": 1}}})
        ),
        Ok(false)
    );
}

#[test]
fn what_cannot_be_judged_is_said_and_spoils_nothing_else() {
    let schema = json!({
        "good": {"type": "string"},
        "lost": {"$ref": "#/nowhere"},
        "bad": {"pattern": "("},
        "large": {"maximum": "x"},
    });
    let tree = tree(&schema);
    let mut checker = Checker::new(Reading::of(Dialect::OpenApi3_0), &[("a.json", &tree)]);
    let at = |name: &str| Pointer::root().child(name);
    checker.prepare(
        &["good", "lost", "bad", "large", "absent"]
            .map(|name| ("a.json".to_owned(), at(name), None)),
        [],
    );
    assert_eq!(
        checker.valid("a.json", &at("good"), None, &json!("a")),
        Ok(true)
    );
    for name in ["lost", "bad", "large", "absent"] {
        let answer = checker.valid("a.json", &at(name), None, &json!("a"));
        assert!(answer.is_err(), "{name}: {answer:?}");
    }
    let lost = checker
        .valid("a.json", &at("lost"), None, &json!("a"))
        .unwrap_err();
    assert_eq!(
        lost.to_string(),
        "`$ref` to `#/nowhere`, which is not at hand"
    );
    assert_eq!(
        checker.valid("a.json", &at("good"), None, &json!(1)),
        Ok(false)
    );
}

#[test]
fn numbers_that_the_validator_would_round_are_refused() {
    let text = br#"{"exact": {"maximum": 1e30}, "rounded": {"maximum": 0.12345678901234567890123}, "beyond": {"maximum": 1e999}}"#;
    let tree = SourceTree::parse("a", text.to_vec(), Format::Json, &Limits::default()).unwrap();
    let mut checker = Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a", &tree)]);
    let mut ask = |name: &str| checker.valid("a", &Pointer::root().child(name), None, &json!(1));
    assert_eq!(ask("exact"), Ok(true));
    assert!(ask("rounded").is_err());
    assert!(ask("beyond").is_err());
}
