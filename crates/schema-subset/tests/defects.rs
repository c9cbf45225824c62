//! Answers that random pairs and fuzzing found to be wrong or missing: each test says what is right.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use schema_subset::check::Checker;
use schema_subset::{Dialect, Options, Reading, Role, Schema, Verdict, subset, subset_in_role};
use serde_json::{Value, json};
use source_tree::{Format, Limits, Pointer, SourceTree};
use support::invariants::check_pair;

fn verdict(a: &str, b: &str, dialect: Dialect) -> Verdict {
    let schema = |text| Schema::parse("schema.json", text, Reading::of(dialect)).unwrap();
    subset(&schema(a), &schema(b), &Options::default())
}

fn json_schema(a: &str, b: &str) -> Verdict {
    verdict(a, b, Dialect::JsonSchema2020_12)
}

/// The first integer below the range is no double; rounded it is back in the range. Another one shows the difference.
#[test]
fn integers_are_not_all_of_64_bits() {
    let integer = r#"{"type": "integer"}"#;
    let int64 = r#"{"type": "integer", "format": "int64"}"#;
    let verdict = verdict(integer, int64, Dialect::OpenApi3_0);
    assert!(verdict.witness().is_some(), "{verdict:?}");
}

/// As above: the first integer beyond the bound is the bound, for who reads doubles.
#[test]
fn there_are_numbers_beyond_an_exclusive_bound() {
    let verdict = json_schema(r#"{"type": "number", "exclusiveMinimum": 1e20}"#, "false");
    assert!(verdict.witness().is_some(), "{verdict:?}");
}

/// `1` is under the bound and no multiple, but the search begins beyond the bound, where the validator rounds.
#[test]
fn a_value_that_is_not_confirmed_is_not_the_last_one() {
    let arms = r#"{"oneOf": [{"multipleOf": 1.5}, {"exclusiveMaximum": 9007199254740993}]}"#;
    let verdict = json_schema(arms, "false");
    assert!(verdict.witness().is_some(), "{verdict:?}");
}

/// Of a keyword that is written twice the search reads both and the check the first: they must read the same.
#[test]
fn a_keyword_that_is_written_twice_is_read_once() {
    check_pair(b"{\"const\": 1, \"const\": 2}\n{\"type\": \"string\"}");
    check_pair(b"{\"minimum\": 1, \"minimum\": 2}\n{\"minimum\": 2}");
    check_pair(b"{\"type\": \"string\", \"type\": \"integer\"}\n{\"type\": \"integer\"}");
    check_pair(b"{\"maxProperties\": 3, \"maxProperties\": 0}\n{\"maxProperties\": 2}");
    check_pair(
        b"{\"properties\": {\"a\": {\"const\": 1}, \"a\": {\"const\": 2}}}\n{\"properties\": {\"a\": {\"const\": 2}}}",
    );
}

/// ECMA-262 lists `digit`, `punct` and `cntrl` as names of general categories.
#[test]
fn small_names_of_general_categories_are_known() {
    for (name, short) in [
        ("digit", "Nd"),
        ("punct", "P"),
        ("cntrl", "Cc"),
        ("Combining_Mark", "M"),
    ] {
        let a = format!(r#"{{"type": "string", "pattern": "^\\p{{{name}}}$"}}"#);
        let b = format!(r#"{{"type": "string", "pattern": "^\\p{{{short}}}$"}}"#);
        assert_eq!(json_schema(&a, &b), Verdict::Contained, "{name}");
    }
}

/// What makes the check fail is known, and says more than that it failed.
#[test]
fn a_reference_to_nowhere_is_the_reason() {
    let verdict = json_schema(
        r#"{"type": "integer"}"#,
        r##"{"type": "string", "allOf": [{"$ref": "#/nowhere"}]}"##,
    );
    assert!(
        matches!(&verdict, Verdict::Unknown(reason) if reason.to_string().contains("#/nowhere")),
        "{verdict:?}"
    );
}

/// A value without the member does not meet the reference, so it is a witness.
#[test]
fn a_reference_to_nowhere_in_a_member_that_is_not_there_says_nothing() {
    let verdict = json_schema(
        r#"{"type": "integer"}"#,
        r##"{"type": "string", "properties": {"a": {"$ref": "#/nowhere"}}}"##,
    );
    let Verdict::NotContained(witness) = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(witness.value.to_string(), "0");
}

/// A member may have the name of a keyword that holds values, and still be a schema.
#[test]
fn anchors_are_found_in_members_of_any_name() {
    for name in ["a", "default", "const", "enum", "examples"] {
        let a = format!(
            r##"{{"$ref": "#x", "properties": {{"{name}": {{"$anchor": "x", "type": "string"}}}}}}"##
        );
        assert_eq!(
            json_schema(&a, r#"{"type": "string"}"#),
            Verdict::Contained,
            "{name}"
        );
    }
}

/// Three objects that differ are easily found: a member more makes another one.
#[test]
fn there_are_many_objects() {
    let three =
        r#"{"type": "array", "items": {"type": "object"}, "uniqueItems": true, "minItems": 3}"#;
    let verdict = json_schema(three, "false");
    assert!(verdict.witness().is_some(), "{verdict:?}");
}

/// `float` is a range, as `double` is: there are numbers beyond it that every reader of JSON knows.
#[test]
fn numbers_are_not_all_of_single_precision() {
    let number = r#"{"type": "number"}"#;
    let float = r#"{"type": "number", "format": "float"}"#;
    let wider = verdict(number, float, Dialect::OpenApi3_0);
    assert!(wider.witness().is_some(), "{wider:?}");
    let narrower = verdict(
        float,
        r#"{"type": "number", "maximum": 1e39}"#,
        Dialect::OpenApi3_0,
    );
    assert_eq!(narrower, Verdict::Contained);
}

/// Search and check are two readings of what a sender sends; a value must not be sent in one and not in the other.
fn no_sent_value_refutes(a: &str, b: &str, role: Role, value: &Value) {
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let schema = |text| Schema::parse("schema.json", text, reading).unwrap();
    let verdict = subset_in_role(&schema(a), &schema(b), role, &Options::default());
    let tree =
        |text: &str| SourceTree::parse("a", text.into(), Format::Json, &Limits::default()).unwrap();
    let (a, b) = (tree(a), tree(b));
    let root = Pointer::root();
    let sent = Checker::new(reading, &[("a", &a)]).sent("a", &root, Some(role), value);
    let accepted = Checker::new(reading, &[("a", &b)]).valid("a", &root, Some(role), value);
    let refuted = sent == Ok(true) && accepted == Ok(false);
    assert!(
        !(verdict.is_contained() && refuted),
        "{value} is sent ({sent:?}) and not accepted"
    );
}

/// The first arm does not hold where the member that is kept out is there, so the second one alone does.
#[test]
fn a_member_that_is_kept_out_chooses_an_arm() {
    no_sent_value_refutes(
        r#"{"properties": {"ab": {"oneOf": [{"properties": {"a": {"writeOnly": true}}}, {}]}}}"#,
        r#"{"properties": {"ab": {"oneOf": [{}, {}]}}}"#,
        Role::Response,
        &json!({"ab": {"a": -2}}),
    );
}

/// Whether `contains` makes items beyond `prefixItems` sent.
#[test]
fn items_that_only_contains_speaks_of() {
    no_sent_value_refutes(
        r#"{"contains": {"enum": ["a"]}, "prefixItems": [{}]}"#,
        r#"{"prefixItems": [{"type": "string"}]}"#,
        Role::Request,
        &json!([{}, "a", "a"]),
    );
}

/// `minItems` speaks of arrays, whatever its value is; so this sender sends objects and arrays.
#[test]
fn a_limit_of_zero_speaks_of_arrays() {
    no_sent_value_refutes(
        r#"{"minItems": 0, "required": ["a"]}"#,
        r#"{"minItems": 1}"#,
        Role::Request,
        &json!([]),
    );
}

/// A listed value is sent, whatever type the keywords beside it speak of.
#[test]
fn a_listed_value_is_sent() {
    no_sent_value_refutes(
        r#"{"anyOf": [{"enum": [{}, []]}], "uniqueItems": true}"#,
        r#"{"required": ["a"]}"#,
        Role::Request,
        &json!({}),
    );
}

/// Whether members are kept out under `not`.
#[test]
fn a_member_that_is_kept_out_under_a_negation() {
    no_sent_value_refutes(
        r#"{"not": {"properties": {"b": {"readOnly": true}}, "type": "object"}}"#,
        r#"{"not": {"type": "object"}}"#,
        Role::Request,
        &json!({"b": "b"}),
    );
}
