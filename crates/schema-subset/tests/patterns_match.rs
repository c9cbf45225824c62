//! Our matcher against the validator and an engine of ECMA-262, on strings made for every pattern that is seen.
//!
//! A translation of patterns that is wrong would make a schema smaller or larger without any witness to show it. The
//! validator's parser shares an ancestor with ours; the engine does not. Patterns come from the corpus, from the pool of `random_pairs.rs`,
//! and from what these variables name:
//! - `SPECDATE_SUITES`: the folder of `containment_suite.rs`;
//! - `SPECDATE_JSON_SCHEMA_TESTS`: the folder of `official_suite.rs`, where the values of the cases are tried as well;
//! - `SPECDATE_SPECS`: a folder of `OpenAPI` documents in JSON;
//! - `SPECDATE_STRINGS`: how many strings for each pattern.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use schema_subset::check::Checker;
use schema_subset::steps::Steps;
use schema_subset::strings::Pattern;
use schema_subset::{Dialect, Reading};
use serde_json::{Value, json};
use source_tree::{Format, Limits, Pointer, SourceTree};
use support::patterns::{patterns_in, strings_for};
use support::random::Random;
use support::vocabulary;

/// For a debug build.
const STRINGS: usize = 60;
const STEPS: u64 = 1_000_000;
/// The engine goes back to try again: on longer strings it may take forever.
const ENGINE_LENGTH: usize = 14;

/// All JSON files of a folder and the folders in it.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| ending == "json" || ending == "jsonl")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The patterns in all files of a folder; one document a line where the name ends so.
fn patterns_of(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in json_files(folder) {
        let text = std::fs::read_to_string(&file).unwrap();
        if file.extension().is_some_and(|ending| ending == "jsonl") {
            for line in text.lines() {
                patterns_in(&serde_json::from_str(line).unwrap(), &mut found);
            }
        } else {
            patterns_in(&serde_json::from_str(&text).unwrap(), &mut found);
        }
    }
    found
}

#[derive(Default)]
struct Tally {
    compared: usize,
    /// Comparisons with the engine; it does not read patterns with escapes that only the flag `u` forbids.
    with_engine: usize,
    matched: usize,
    /// Patterns that one of the two does not read, with why ours does not.
    ours_refuses: Vec<String>,
    validator_refuses: Vec<String>,
    wrong: Vec<String>,
}

impl Tally {
    fn compare(&mut self, source: &str, strings: &[String]) {
        let schema = json!({ "pattern": source }).to_string();
        let tree =
            SourceTree::parse("a", schema.into_bytes(), Format::Json, &Limits::default()).unwrap();
        let mut checker = Checker::new(Reading::of(Dialect::JsonSchema2020_12), &[("a", &tree)]);
        let mut valid = |text: &str| {
            checker
                .valid("a", &Pointer::root(), None, &json!(text))
                .ok()
        };
        let pattern = match Pattern::compile(source) {
            Ok(pattern) => pattern,
            Err(error) => {
                let read = if valid("").is_some() {
                    "read"
                } else {
                    "not read"
                };
                self.ours_refuses
                    .push(format!("{source:?}: {error}; {read} by the validator"));
                return;
            }
        };
        let engine = regress::Regex::with_flags(source, "u").ok();
        for text in strings {
            let Some(expected) = valid(text) else {
                self.validator_refuses.push(source.to_owned());
                return;
            };
            self.compared += 1;
            self.matched += usize::from(expected);
            let answer = pattern.is_match(text, &mut Steps::new(STEPS));
            if answer != Some(expected) {
                let wrong =
                    format!("{source:?} on {text:?}: {answer:?}, the validator says {expected}");
                self.wrong.push(wrong);
                return;
            }
            if let Some(engine) = engine.as_ref().filter(|_| text.len() <= ENGINE_LENGTH) {
                self.with_engine += 1;
                let found = engine.find(text).is_some();
                if answer != Some(found) {
                    let wrong =
                        format!("{source:?} on {text:?}: {answer:?}, the engine says {found}");
                    self.wrong.push(wrong);
                    return;
                }
            }
        }
    }

    fn all(&mut self, patterns: &BTreeSet<String>) {
        let count = std::env::var("SPECDATE_STRINGS").map_or(STRINGS, |text| text.parse().unwrap());
        for (source, seed) in patterns.iter().zip(0..) {
            self.compare(source, &strings_for(source, &mut Random::new(seed), count));
        }
    }

    fn settle(&self, patterns: &BTreeSet<String>) {
        println!(
            "{} patterns, {} comparisons ({} match; {} with the engine as well), {} wrong\nrefused by the validator: {:?}\nrefused by ours:\n{}",
            patterns.len(),
            self.compared,
            self.matched,
            self.with_engine,
            self.wrong.len(),
            self.validator_refuses,
            self.ours_refuses.join("\n")
        );
        assert!(
            self.wrong.is_empty(),
            "{} wrong:\n{}",
            self.wrong.len(),
            self.wrong.join("\n")
        );
    }
}

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: {variable} does not name a folder");
    }
    folder
}

fn judge(patterns: &BTreeSet<String>) -> Tally {
    let mut tally = Tally::default();
    tally.all(patterns);
    tally.settle(patterns);
    tally
}

#[test]
fn patterns_of_the_corpus_and_of_random_pairs() {
    let mut patterns = patterns_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"));
    patterns.extend(vocabulary::patterns().map(str::to_owned));
    let tally = judge(&patterns);
    assert!(patterns.len() > 60, "only {} patterns", patterns.len());
    // A comparison tells something where both answers come up.
    let share = tally.matched * 100 / tally.compared;
    assert!((10..=90).contains(&share), "{share} in a hundred match");
    assert!(
        tally.ours_refuses.len() * 4 < patterns.len(),
        "{:?}",
        tally.ours_refuses
    );
    assert!(
        tally.validator_refuses.len() * 10 < patterns.len(),
        "{:?}",
        tally.validator_refuses
    );
}

#[test]
fn patterns_of_the_containment_suite() {
    if let Some(folder) = folder("SPECDATE_SUITES") {
        judge(&patterns_of(&folder));
    }
}

#[test]
fn patterns_of_real_documents() {
    if let Some(folder) = folder("SPECDATE_SPECS") {
        judge(&patterns_of(&folder));
    }
}

#[test]
fn patterns_of_the_official_suite() {
    let Some(folder) = folder("SPECDATE_JSON_SCHEMA_TESTS") else {
        return;
    };
    // The folders of other drafts beside it have patterns that are read in another way.
    let folder = folder.join("draft2020-12");
    let patterns = patterns_of(&folder);
    let mut tally = Tally::default();
    tally.all(&patterns);
    // What the suite itself tries its patterns on is chosen with care: each is tried on each.
    let mut texts = BTreeSet::new();
    for file in json_files(&folder) {
        let groups: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for group in groups.as_array().into_iter().flatten() {
            for test in group["tests"].as_array().into_iter().flatten() {
                texts.extend(test["data"].as_str().map(str::to_owned));
                let names = test["data"].as_object().into_iter().flatten();
                texts.extend(names.map(|(name, _)| name.clone()));
            }
        }
    }
    let texts: Vec<String> = texts.into_iter().collect();
    for source in &patterns {
        tally.compare(source, &texts);
    }
    tally.settle(&patterns);
}
