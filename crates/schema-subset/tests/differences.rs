//! Many pairs answered by cause: the same pairs are refused as one by one, each break has a value that shows it, and what
//! is taken as known is not looked into.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use schema_subset::{Dialect, Options, Pool, Reading, Role, SchemaId, Verdict};
use source_tree::{Format, Limits, Pointer, SourceTree};

fn tree(name: &str, text: &str) -> SourceTree {
    SourceTree::parse(name, text.into(), Format::Json, &Limits::default()).unwrap()
}

/// Two versions of documents whose schemas reach each other, with one change each.
const PAIRS: &[(&str, &str)] = &[
    // A cycle of three, changed in one of them.
    (
        r##"{"A": {"type": "object", "properties": {"b": {"$ref": "#/B"}}},
            "B": {"type": "object", "properties": {"c": {"$ref": "#/C"}, "n": {"type": "integer"}}},
            "C": {"type": "object", "properties": {"a": {"$ref": "#/A"}, "s": {"enum": ["x"]}}}}"##,
        r##"{"A": {"type": "object", "properties": {"b": {"$ref": "#/B"}}},
            "B": {"type": "object", "properties": {"c": {"$ref": "#/C"}, "n": {"type": "string"}}},
            "C": {"type": "object", "properties": {"a": {"$ref": "#/A"}, "s": {"enum": ["x", "y"]}}}}"##,
    ),
    // The same by other words, and one that is not.
    (
        r#"{"A": {"type": "string", "minLength": 0}, "B": {"allOf": [{"type": "integer"}]}, "C": {"maximum": 4}}"#,
        r#"{"A": {"type": "string"}, "B": {"type": "integer"}, "C": {"maximum": 5}}"#,
    ),
    // Arms, items, and members that come and go.
    (
        r##"{"A": {"oneOf": [{"$ref": "#/B"}, {"type": "null"}]},
            "B": {"type": "object", "required": ["k"], "properties": {"k": {"const": "b"}}},
            "C": {"type": "array", "items": {"$ref": "#/A"}}}"##,
        r##"{"A": {"oneOf": [{"$ref": "#/B"}, {"type": "null"}]},
            "B": {"type": "object", "required": ["k", "l"], "properties": {"k": {"const": "b"}, "l": {}}},
            "C": {"type": "array", "items": {"$ref": "#/A"}, "maxItems": 3}}"##,
    ),
];

const NAMES: [&str; 3] = ["A", "B", "C"];

#[test]
fn the_same_pairs_are_refused_as_one_by_one() {
    for (old, new) in PAIRS {
        let (old, new) = (tree("old.json", old), tree("new.json", new));
        for role in [None, Some(Role::Request), Some(Role::Response)] {
            let mut pool = Pool::new();
            let reading = Reading::of(Dialect::JsonSchema2020_12);
            let old = pool.insert("old.json", &old, reading).unwrap();
            let new = pool.insert("new.json", &new, reading).unwrap();
            let mut pairs: Vec<(SchemaId, SchemaId)> = Vec::new();
            for name in NAMES {
                let pointer = Pointer::root().child(name);
                let a = pool.node(old, &pointer).unwrap();
                let b = pool.node(new, &pointer).unwrap();
                pairs.extend([(a, b), (b, a), (a, a)]);
            }
            let options = Options::default();
            let found = pool.differences(&pairs, role, &options);
            assert_eq!(found.undecided, []);
            let broken: BTreeSet<usize> = found
                .breaks
                .iter()
                .flat_map(|of| of.pairs.clone())
                .collect();
            let verdicts = pool.compare_all(&pairs, role, &options);
            for (number, verdict) in verdicts.iter().enumerate() {
                let is_refused = matches!(verdict, Verdict::NotContained(_));
                assert_eq!(
                    broken.contains(&number),
                    is_refused,
                    "{role:?} {number} {verdict:?}"
                );
            }
            let proofs = pool.proofs(&pairs, &found.breaks, role, &options);
            assert_eq!(proofs.len(), found.breaks.len());
            for (of, proof) in found.breaks.iter().zip(proofs) {
                let proof = proof.unwrap();
                assert!(of.pairs.contains(&proof.pair), "{of:?}");
            }
        }
    }
}

#[test]
fn each_cause_has_a_value_of_its_own() {
    let old = tree(
        "old.json",
        r#"{"type": "object", "required": ["a", "b"], "properties": {"a": {"enum": [1]}, "b": {"enum": [1]}}}"#,
    );
    let new = tree(
        "new.json",
        r#"{"type": "object", "required": ["a", "b"], "properties": {"a": {"enum": [1, 2]}, "b": {"enum": [1, 3]}}}"#,
    );
    let mut pool = Pool::new();
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let old = pool.insert("old.json", &old, reading).unwrap();
    let new = pool.insert("new.json", &new, reading).unwrap();
    let root = Pointer::root();
    let pair = (
        pool.node(new, &root).unwrap(),
        pool.node(old, &root).unwrap(),
    );
    let found = pool.differences(&[pair], Some(Role::Response), &Options::default());
    let proofs = pool.proofs(
        &[pair],
        &found.breaks,
        Some(Role::Response),
        &Options::default(),
    );
    let values: Vec<String> = proofs
        .into_iter()
        .map(|proof| proof.unwrap().value.to_string())
        .collect();
    assert_eq!(values, [r#"{"a":2,"b":1}"#, r#"{"a":1,"b":3}"#]);
}

#[test]
fn null_beside_a_schema_is_looked_through() {
    let sent = tree(
        "sent.json",
        r#"{"type": "object", "properties": {"p": {"type": "array", "items": {"type": "integer"}}}}"#,
    );
    let read = tree(
        "read.json",
        r#"{"type": "object", "properties": {"p": {"anyOf": [{"type": "null"}, {"type": "array", "items": {"type": "string"}}]}}}"#,
    );
    let mut pool = Pool::new();
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let sent = pool.insert("sent.json", &sent, reading).unwrap();
    let read = pool.insert("read.json", &read, reading).unwrap();
    let root = Pointer::root();
    let pair = (
        pool.node(sent, &root).unwrap(),
        pool.node(read, &root).unwrap(),
    );
    let found = pool.differences(&[pair], Some(Role::Response), &Options::default());
    let [only] = found.breaks.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(only.cause.a.pointer.as_str(), "/properties/p/items/type");
    let proofs = pool.proofs(&[pair], [only], Some(Role::Response), &Options::default());
    let value = &proofs[0].as_ref().unwrap().value;
    assert_eq!(value.to_string(), r#"{"p":[0]}"#);
    let read = pool.accepts(pair.1, Some(Role::Response), value);
    assert_eq!(read, Ok(false));
}
