//! The public containment test suite for draft 2020-12, where its file is at hand.
//!
//! It is other people's data and not part of this repository. `SPECDATE_SUITES` names a folder that holds
//! `containment-2020-12.json`: a list of `{id, a, b, a_sub_b?, b_sub_a?, skip?, disputed?}`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::path::Path;

use schema_subset::{Dialect, Options, Reading, Schema, Verdict, subset};
use serde_json::Value;

#[test]
fn no_answer_is_wrong_and_few_are_missing() {
    let Some(folder) = std::env::var_os("SPECDATE_SUITES") else {
        println!("skipped: SPECDATE_SUITES does not name a folder with containment-2020-12.json");
        return;
    };
    let text = std::fs::read(Path::new(&folder).join("containment-2020-12.json")).unwrap();
    let entries: Vec<Value> = serde_json::from_slice(&text).unwrap();
    let (mut right, mut wrong) = (0, Vec::new());
    let mut unknown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in entries
        .iter()
        .filter(|entry| entry.get("skip").is_none() && entry.get("disputed").is_none())
    {
        for (from, into, label) in [("a", "b", "a_sub_b"), ("b", "a", "b_sub_a")] {
            let Some(label) = entry.get(label).and_then(Value::as_bool) else {
                continue;
            };
            match subset(
                &schema(&entry[from]),
                &schema(&entry[into]),
                &Options::default(),
            ) {
                Verdict::Unknown(reason) => {
                    let question = format!("{}: {from} in {into}", entry["id"]);
                    unknown
                        .entry(reason.to_string())
                        .or_default()
                        .push(question);
                }
                verdict if verdict.is_contained() == label => right += 1,
                verdict => wrong.push(format!("{}: {from} in {into}: {verdict:?}", entry["id"])),
            }
        }
    }
    let missing: usize = unknown.values().map(Vec::len).sum();
    println!(
        "{right} right, {} wrong, {missing} unknown: {unknown:#?}",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        missing * 100 <= right,
        "more than one answer in a hundred is missing: {unknown:?}"
    );
}

fn schema(value: &Value) -> Schema {
    Schema::parse(
        "schema.json",
        &value.to_string(),
        Reading::of(Dialect::JsonSchema2020_12),
    )
    .unwrap()
}
