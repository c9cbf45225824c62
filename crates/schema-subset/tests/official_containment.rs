//! The cases of the official JSON Schema test suite as questions of containment: for a schema S and a value v, `const v`
//! is contained in S exactly when v is valid, and S is contained in `not const v` exactly when it is not.
//!
//! The suite is other people's data and not part of this repository: see `official_suite.rs`, whose variable
//! `SPECDATE_JSON_SCHEMA_TESTS` names its folder here as well.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::path::Path;

use schema_subset::{Dialect, Options, Reading, Schema, Verdict, subset};
use serde_json::{Value, json};

/// What is beyond one schema by itself: dynamic references, schemas from the network, vocabularies.
const LEFT_OUT: [&str; 3] = ["dynamicRef.json", "refRemote.json", "vocabulary.json"];
/// Texts that show the same in other files.
const NEEDS_MORE: [&str; 6] = [
    "$dynamicRef",
    "$vocabulary",
    "localhost:1234",
    "\"$ref\": \"https://json-schema.org",
    "https://json-schema.org/draft/2019-09",
    "http://json-schema.org/draft-07",
];

#[test]
fn no_case_is_answered_wrong() {
    let Some(folder) = std::env::var_os("SPECDATE_JSON_SCHEMA_TESTS") else {
        println!("skipped: SPECDATE_JSON_SCHEMA_TESTS does not name the folder of the suite");
        return;
    };
    let mut tally = Tally::default();
    let mut files: Vec<_> = std::fs::read_dir(Path::new(&folder).join("draft2020-12"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter(|path| !LEFT_OUT.iter().any(|name| path.ends_with(name)))
        .collect();
    files.sort();
    for file in files {
        let groups: Vec<Value> = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        for group in groups {
            let text = serde_json::to_string_pretty(&group["schema"]).unwrap();
            if !NEEDS_MORE.iter().any(|needs| text.contains(needs)) {
                tally.group(&file, &group);
            }
        }
    }
    let unknown: usize = tally.unknown.values().sum();
    println!(
        "{} right, {} wrong, {unknown} unknown: {:?}",
        tally.right,
        tally.wrong.len(),
        tally.unknown
    );
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    assert!(
        tally.right > 2000 && unknown * 100 <= tally.right * 2,
        "too few are decided: {:?}",
        tally.unknown
    );
}

#[derive(Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
    unknown: BTreeMap<String, usize>,
}

impl Tally {
    fn group(&mut self, file: &Path, group: &Value) {
        let schema = schema(&group["schema"]);
        for test in group["tests"].as_array().unwrap() {
            let only = json!({ "const": test["data"] });
            let valid = test["valid"].as_bool().unwrap();
            let others = self::schema(&json!({ "not": only }));
            let only = self::schema(&only);
            let name = format!(
                "{}: {}: {}",
                file.display(),
                group["description"],
                test["description"]
            );
            self.note(&name, &subset(&only, &schema, &Options::default()), valid);
            self.note(
                &name,
                &subset(&schema, &others, &Options::default()),
                !valid,
            );
        }
    }

    fn note(&mut self, name: &str, verdict: &Verdict, expected: bool) {
        match verdict {
            Verdict::Unknown(reason) => *self.unknown.entry(reason.to_string()).or_default() += 1,
            verdict if verdict.is_contained() == expected => self.right += 1,
            verdict => self.wrong.push(format!("{name}: {verdict:?}")),
        }
    }
}

fn schema(value: &Value) -> Schema {
    Schema::parse(
        "schema.json",
        &value.to_string(),
        Reading::of(Dialect::JsonSchema2020_12),
    )
    .unwrap()
}
