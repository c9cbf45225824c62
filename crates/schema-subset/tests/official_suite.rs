//! The independent check against the cases of the official JSON Schema test suite.
//!
//! The suite is other people's data and not part of the project. The test reads it from the folder
//! in `SPECDATE_JSON_SCHEMA_TESTS`, which holds `draft2020-12`, and is skipped without it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use std::path::Path;

use schema_subset::check::Checker;
use schema_subset::{Dialect, Reading};
use source_tree::{Format, Limits, Pointer, SourceTree};

/// Files that need what the check does not have: dynamic references, schemas from the network,
/// and vocabularies.
const LEFT_OUT: &[&str] = &["dynamicRef.json", "refRemote.json", "vocabulary.json"];
/// Texts by which single cases in other files are known to need them.
const NEEDS_MORE: &[&str] = &[
    "$dynamicRef",
    "$vocabulary",
    "localhost:1234",
    "\"$ref\": \"https://json-schema.org",
    "https://json-schema.org/draft/2019-09",
    "http://json-schema.org/draft-07",
];

#[test]
fn official_cases_are_judged_right() {
    let Ok(folder) = std::env::var("SPECDATE_JSON_SCHEMA_TESTS") else {
        eprintln!("skipped: SPECDATE_JSON_SCHEMA_TESTS does not name the folder of the suite");
        return;
    };
    let mut names: Vec<_> = std::fs::read_dir(Path::new(&folder).join("draft2020-12"))
        .expect("the folder has `draft2020-12`")
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    names.sort();

    let (mut right, mut left_out) = (0, 0);
    let mut wrong = Vec::new();
    for path in names {
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        if LEFT_OUT.contains(&file.as_str()) {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let tree =
            SourceTree::parse(&file, bytes.clone(), Format::Json, &Limits::default()).unwrap();
        let groups: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for (number, group) in groups.as_array().unwrap().iter().enumerate() {
            let tests = group["tests"].as_array().unwrap();
            let pointer = Pointer::root().child(&number.to_string()).child("schema");
            let source = tree.pointer(&pointer).unwrap().source();
            if NEEDS_MORE.iter().any(|text| source.contains(text)) {
                left_out += tests.len();
                continue;
            }
            // Each schema is a document of its own: its pointers start at its root.
            let schema = SourceTree::parse(
                "case",
                source.as_bytes().to_vec(),
                Format::Json,
                &Limits::default(),
            )
            .unwrap();
            let reading = Reading::of(Dialect::JsonSchema2020_12);
            let mut checker = Checker::new(reading, &[("https://example.com/case", &schema)]);
            for test in tests {
                let answer = checker.valid(
                    "https://example.com/case",
                    &Pointer::root(),
                    None,
                    &test["data"],
                );
                if answer == Ok(test["valid"].as_bool().unwrap()) {
                    right += 1;
                } else {
                    wrong.push(format!(
                        "{file}: {} / {}: {answer:?}",
                        group["description"], test["description"]
                    ));
                }
            }
        }
    }
    eprintln!("{right} right, {left_out} left out");
    assert!(right > 1000, "only {right} cases");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
