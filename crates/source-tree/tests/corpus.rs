//! Replays the committed fuzz corpora, so that they count without a nightly toolchain.

#![allow(clippy::unwrap_used)] // What is allowed in tests is not in their helpers.

mod support;

use std::fs;
use std::path::Path;

use support::invariants::{check_json, check_yaml};

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    for file in files {
        println!("{}", file.display());
        check(&fs::read(file).unwrap());
    }
}

#[test]
fn json_corpus() {
    replay("json", check_json);
}

#[test]
fn yaml_corpus() {
    replay("yaml", check_yaml);
}
