//! Values that show one cause: all else in them is allowed.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use schema_subset::{Dialect, Options, Pool, Reading, Role};
use serde_json::{Value, json};
use source_tree::{Format, Limits, Pointer, SourceTree};

/// The value for each cause of what a response of `new` may be that `old` does not allow, by where the cause stands in `old`;
/// and for each of the names that it is about.
fn proofs(old: &Value, new: &Value, names: &[&str]) -> Vec<(String, Vec<String>)> {
    let parse = |name: &str, schema: &Value| {
        let text = schema.to_string().into_bytes();
        SourceTree::parse(name, text, Format::Json, &Limits::default()).unwrap()
    };
    let (old, new) = (parse("old", old), parse("new", new));
    let mut pool = Pool::new();
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let old = pool.insert("old", &old, reading).unwrap();
    let new = pool.insert("new", &new, reading).unwrap();
    let root = Pointer::root();
    let pair = (
        pool.node(new, &root).unwrap(),
        pool.node(old, &root).unwrap(),
    );
    let (role, options) = (Some(Role::Response), Options::default());
    let found = pool.differences(&[pair], role, &options);
    let told = found.breaks.iter().map(|of| {
        let narrowed: Vec<_> = names.iter().filter_map(|name| of.of_member(name)).collect();
        let all = [of].into_iter().chain(&narrowed);
        let values = pool.proofs(&[pair], all, role, &options);
        let values = values
            .iter()
            .map(|proof| proof.as_ref().unwrap().value.to_string());
        (of.cause.b.pointer.to_string(), values.collect())
    });
    told.collect()
}

fn told(found: &[(String, Vec<String>)]) -> Vec<(&str, Vec<&str>)> {
    found
        .iter()
        .map(|(at, values)| (at.as_str(), values.iter().map(String::as_str).collect()))
        .collect()
}

#[test]
fn each_cause_by_itself() {
    let properties = |values: &[&str]| json!({"id": {"type": "integer"}, "name": {"type": "string"}, "size": {"enum": values}});
    let old =
        json!({"type": "object", "required": ["id", "name"], "properties": properties(&["a"])});
    let new = json!({"type": "object", "properties": properties(&["a", "b"])});
    assert_eq!(
        told(&proofs(&old, &new, &["id", "name"])),
        [
            ("/required", vec!["{}", r#"{"name":""}"#, r#"{"id":0}"#]),
            (
                "/properties/size/enum",
                vec![r#"{"id":0,"name":"","size":"b"}"#]
            ),
        ]
    );
}

#[test]
fn members_that_a_closed_object_refuses() {
    let old = json!({"type": "object", "additionalProperties": false, "properties": {"id": {"type": "integer"}}});
    let new = json!({"type": "object", "additionalProperties": false, "properties": {
        "id": {"type": "integer"}, "born": {"type": "string"}, "died": {"type": "string"}}});
    let found = proofs(&old, &new, &["born", "died"]);
    let found = told(&found);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "/additionalProperties");
    assert_eq!(found[0].1[1..], [r#"{"born":""}"#, r#"{"died":""}"#]);
}

/// The same cause stands at two places of every value: one of them shows it.
#[test]
fn a_shared_component_once() {
    let document = |size: Value| {
        json!({
            "type": "object", "required": ["left", "right"],
            "properties": {"left": {"$ref": "#/$defs/Pet"}, "right": {"$ref": "#/$defs/Pet"}},
            "$defs": {"Pet": {"type": "object", "required": ["name", "size"], "properties": {
                "name": {"type": "string"}, "size": size}}}
        })
    };
    let found = proofs(
        &document(json!({"enum": [1]})),
        &document(json!({"enum": [1, 2]})),
        &[],
    );
    assert_eq!(
        told(&found),
        [(
            "/$defs/Pet/properties/size/enum",
            vec![r#"{"left":{"name":"","size":2},"right":{"name":"","size":1}}"#]
        )]
    );
}

/// Where no value shows a cause alone, one shows it beside others.
#[test]
fn causes_that_only_come_together() {
    let of = |kind: &str| json!({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": kind}, "b": {"type": kind}}});
    assert_eq!(
        told(&proofs(&of("string"), &of("integer"), &[])),
        [
            ("/properties/a/type", vec![r#"{"a":0,"b":0}"#]),
            ("/properties/b/type", vec![r#"{"a":0,"b":0}"#]),
        ]
    );
}
