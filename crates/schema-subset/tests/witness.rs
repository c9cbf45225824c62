//! Witnesses: as small as can be, and with one thing in them that is refused.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use schema_subset::{Dialect, Options, Reading, Role, Schema, Verdict, subset, subset_in_role};

fn schema(text: &str) -> Schema {
    Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap()
}

fn witness(verdict: &Verdict) -> String {
    match verdict {
        Verdict::NotContained(witness) => witness.to_string(),
        other => panic!("{other:?}"),
    }
}

fn of(a: &str, b: &str) -> String {
    witness(&subset(&schema(a), &schema(b), &Options::default()))
}

#[test]
fn optional_members_and_items_stay_out() {
    let new = r#"{"type": "object", "properties": {"status": {"enum": ["new", "verified"]}, "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}}}}"#;
    let old = r#"{"type": "object", "properties": {"status": {"enum": ["new"]}, "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}}}}"#;
    assert_eq!(of(new, old), r#"{"status":"verified"}"#);
    assert_eq!(
        of(
            r#"{"type": "array", "items": {"type": ["string", "null"]}, "maxItems": 9}"#,
            r#"{"type": "array", "items": {"type": "string"}, "maxItems": 9}"#
        ),
        "[null]"
    );
}

#[test]
fn members_that_have_to_be_there_are_right_for_both_sides() {
    let member = |name: &str, status: &str| {
        format!(
            r#"{{"type": "object", "required": ["id", "name", "status"], "properties": {{"id": {{"type": "integer", "minimum": 1}},
                "name": {name}, "status": {{"enum": {status}}}}}}}"#
        )
    };
    let new = member(r#"{"type": "string", "minLength": 1}"#, r#"["a", "b"]"#);
    let old = member(r#"{"type": "string", "minLength": 3}"#, r#"["a"]"#);
    // The name could be shorter; but then two members would be refused.
    let expected = [
        r#"{"id":1,"name":"aaa","status":"b"}"#,
        r#"{"id":1,"name":"a","status":"a"}"#,
    ];
    let found = of(&new, &old);
    assert!(expected.contains(&found.as_str()), "{found}");
}

#[test]
fn inside_of_what_is_required_it_is_the_same() {
    let order = |currency: &str| {
        format!(
            r#"{{"type": "object", "required": ["lines"], "properties": {{"lines": {{"type": "array", "minItems": 2, "items":
                {{"type": "object", "required": ["price"], "properties": {{"price": {{"type": "object", "required": ["amount", "currency"],
                "properties": {{"amount": {{"type": "integer"}}, "currency": {currency}}}}}}}}}}}}}}}"#
        )
    };
    let (new, old) = (
        order(r#"{"enum": ["EUR", "USD"]}"#),
        order(r#"{"enum": ["EUR"]}"#),
    );
    assert_eq!(
        of(&new, &old),
        r#"{"lines":[{"price":{"amount":0,"currency":"USD"}},{"price":{"amount":0,"currency":"EUR"}}]}"#
    );
}

#[test]
fn examples_of_the_schemas_are_used() {
    assert_eq!(
        of(
            r#"{"type": "string", "examples": ["ses_abc123"]}"#,
            r#"{"type": "string", "maxLength": 5}"#
        ),
        r#""ses_abc123""#
    );
}

#[test]
fn what_a_sender_sends_is_as_small() {
    let a = schema(
        r#"{"type": "object", "properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}"#,
    );
    let b =
        schema(r#"{"type": "object", "properties": {"id": {"type": "integer", "minimum": 0}}}"#);
    let verdict = subset_in_role(&a, &b, Role::Request, &Options::default());
    assert_eq!(witness(&verdict), r#"{"id":-1}"#);
}
