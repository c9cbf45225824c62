//! Samples: valid, deterministic, small first, and different from seed to seed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;
use std::path::Path;

use schema_subset::{Dialect, Options, Pool, Reading, Reason, Role, Schema, is_empty, sample};
use serde_json::Value;
use source_tree::{Format, Limits, Pointer, SourceTree};

fn schema(text: &str) -> Schema {
    Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap()
}

fn samples(text: &str, seeds: std::ops::Range<u64>) -> Vec<String> {
    let schema = schema(text);
    let sample = |seed| sample(&schema, seed, &Options::default()).unwrap();
    seeds.map(|seed| sample(seed).to_string()).collect()
}

const SESSION: &str = r##"{
    "type": "object", "required": ["id", "status"],
    "properties": {
        "id": {"type": "string", "pattern": "^ses_[a-z0-9]{6}$"},
        "status": {"enum": ["pending", "approved", "declined"]},
        "score": {"type": "integer", "minimum": 0, "maximum": 100},
        "documents": {"type": "array", "items": {"$ref": "#/$defs/document"}, "maxItems": 2},
        "parent": {"$ref": "#"}
    },
    "$defs": {"document": {
        "oneOf": [
            {"type": "object", "required": ["type", "number"],
             "properties": {"type": {"const": "passport"}, "number": {"type": "string", "minLength": 3}}},
            {"type": "object", "required": ["type"], "properties": {"type": {"const": "card"}, "front": {"type": "boolean"}}}
        ]
    }}
}"##;

#[test]
fn the_first_is_small_and_the_second_is_full() {
    let found = samples(SESSION, 0..2);
    assert_eq!(found[0], r#"{"id":"ses_aaaaaa","status":"approved"}"#);
    let full: Value = serde_json::from_str(&found[1]).unwrap();
    for name in ["id", "status", "score", "documents", "parent"] {
        assert!(full.get(name).is_some(), "{name} is missing in {full}");
    }
    assert_eq!(full["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn seeds_give_different_values_and_the_same_ones_again() {
    let found = samples(SESSION, 2..42);
    let different: BTreeSet<&String> = found.iter().collect();
    assert!(
        different.len() > 30,
        "only {} of 40 differ",
        different.len()
    );
    assert_eq!(found, samples(SESSION, 2..42));
    // Every listed value, both arms and each count of documents come up.
    for part in [
        "pending",
        "approved",
        "declined",
        "passport",
        "card",
        r#""documents":[]"#,
        r#""front":"#,
    ] {
        assert!(
            found.iter().any(|value| value.contains(part)),
            "no {part} in {found:#?}"
        );
    }
}

#[test]
fn what_cannot_be_has_no_sample() {
    let nothing = schema(r#"{"type": "object", "required": ["a"], "properties": {"a": false}}"#);
    for seed in 0..4 {
        let found = sample(&nothing, seed, &Options::default());
        assert_eq!(found, Err(Reason::Unsatisfiable));
    }
}

#[test]
fn a_sender_leaves_out_what_its_role_keeps_out() {
    let text = r#"{"type": "object", "required": ["id", "name", "pin"], "properties": {
        "id": {"type": "integer", "readOnly": true}, "name": {"type": "string"}, "pin": {"type": "string", "writeOnly": true}}}"#;
    let tree = SourceTree::parse("a.json", text.into(), Format::Json, &Limits::default()).unwrap();
    let mut pool = Pool::new();
    let document = pool
        .insert("a.json", &tree, Reading::of(Dialect::JsonSchema2020_12))
        .unwrap();
    let root = pool.node(document, &Pointer::root()).unwrap();
    let mut full = |role| {
        pool.sample(root, role, 1, &Options::default())
            .unwrap()
            .to_string()
    };
    assert_eq!(full(Some(Role::Request)), r#"{"name":"a","pin":"a"}"#);
    assert_eq!(full(Some(Role::Response)), r#"{"id":0,"name":"a"}"#);
    assert_eq!(full(None), r#"{"id":0,"name":"a","pin":"a"}"#);
}

/// The library checks every sample itself; here the raw schema is asked, without any of its code.
#[test]
fn samples_of_the_corpus_are_valid() {
    let (mut sampled, mut empty) = (0, 0);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let question: Value = serde_json::from_str(line).unwrap();
            if question.get("dialect").is_some() || question.get("formatAssertion").is_some() {
                continue;
            }
            for side in ["a", "b"] {
                let text = question[side].to_string();
                let read = schema(&text);
                let Ok(validator) = jsonschema::draft202012::new(&question[side]) else {
                    continue;
                };
                for seed in 0..4 {
                    match sample(&read, seed, &Options::default()) {
                        Ok(value) => {
                            let json = serde_json::from_str(&value.to_string()).unwrap();
                            assert!(validator.is_valid(&json), "{value} under {text}");
                            sampled += 1;
                        }
                        Err(Reason::Unsatisfiable) => {
                            assert!(is_empty(&read, &Options::default()).is_contained());
                            empty += 1;
                        }
                        Err(_) => {}
                    }
                }
            }
        }
    }
    println!("{sampled} samples, {empty} of empty schemas");
    assert!(sampled > 4_000);
}
