//! Each kind of broken document gives the problems that a person needs to mend it: all at once, in order.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use openapi_doc::{FileSystem, Limits, MemoryFiles, PROBLEM_CODES, Problem, load};

fn broken() -> Vec<(String, Vec<Problem>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let files = FileSystem::new(&folder).unwrap();
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let problems = load(&name, &files, &Limits::default()).expect_err(&name);
            (name, problems)
        })
        .collect()
}

#[test]
fn broken_documents() {
    let mut listing = String::new();
    for (name, problems) in broken() {
        writeln!(listing, "== {name}").unwrap();
        for problem in problems {
            writeln!(listing, "{problem}").unwrap();
        }
    }
    insta::assert_snapshot!(listing);
}

#[test]
fn every_code_has_a_broken_document() {
    // Those that need more than a small file have tests of their own below and in `hostile.rs`.
    let elsewhere = BTreeSet::from(["over-limit", "too-many-problems"]);
    let seen: BTreeSet<&str> = broken()
        .iter()
        .flat_map(|(_, problems)| problems)
        .map(|problem| problem.code)
        .collect();
    let listed: BTreeSet<&str> = PROBLEM_CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(listed.len(), PROBLEM_CODES.len(), "a code is listed twice");
    assert_eq!(
        listed.difference(&elsewhere).collect::<Vec<_>>(),
        seen.iter().collect::<Vec<_>>()
    );
}

#[test]
fn problems_of_one_document_are_sorted_by_place() {
    for (name, problems) in broken() {
        let places: Vec<_> = problems
            .iter()
            .filter(|problem| problem.location.file == name)
            .map(|problem| (problem.location.line, problem.location.column))
            .collect();
        assert!(places.is_sorted(), "{name}: {places:?}");
    }
}

#[test]
fn too_many_problems_are_counted() {
    let mut text = String::from("openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n");
    for index in 0..50 {
        writeln!(text, "unknown{index}: 1").unwrap();
    }
    let files = MemoryFiles::new([("api.yaml", text)]);
    let limits = Limits {
        max_problems: 10,
        ..Limits::default()
    };
    let problems = load("api.yaml", &files, &limits).unwrap_err();
    assert_eq!(problems.len(), 11);
    assert_eq!(problems[10].code, "too-many-problems");
    assert_eq!(problems[10].message, "40 more problems are not shown");
}

#[test]
fn the_entry_must_be_a_name_below_the_root() {
    for name in ["../api.yaml", "/etc/passwd", ""] {
        let problems = load(name, &MemoryFiles::default(), &Limits::default()).unwrap_err();
        assert_eq!(problems[0].code, "outside-root", "{name}");
    }
    let problems = load("gone.yaml", &MemoryFiles::default(), &Limits::default()).unwrap_err();
    assert_eq!(problems[0].code, "unreadable-file");
}
