//! The same documents make the same findings, to the byte: again, in threads, and in other processes.
//!
//! Hash maps of the standard library are seeded anew for each map and each process, so an order that is taken from one
//! shows here. `SPECDATE_SPECS` names a folder of large documents.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod proof;

use std::process::Command;

use openapi_doc::Document;
use proof::planted::{kinds, plant};
use proof::random::Random;
use proof::tree::Tree;
use proof::{library, number, real, run, small};

/// Makes the test that it names print its findings and do nothing else.
const CHILD: &str = "SPECDATE_PRINT_FINDINGS";

/// Two documents with many differences; the schemas of some refer to themselves.
fn pair() -> (Tree, Tree) {
    let all: Vec<_> = kinds().iter().collect();
    let pair = plant(&library().1, &all, 1, &mut Random::new(7));
    (pair.base, pair.revision)
}

/// Everything that is found, with every field.
fn printed(base: &Document, revision: &Document) -> String {
    let comparison = run(base, revision);
    format!("{comparison:#?}\n{:#?}", comparison.summary())
}

fn read_and_print((base, revision): &(Tree, Tree)) -> String {
    printed(&base.document(), &revision.document())
}

#[test]
fn again() {
    let pair = pair();
    let first = read_and_print(&pair);
    assert!(
        first.matches("Finding {").count() > 40,
        "few findings: {first}"
    );
    for time in 1..20 {
        // In one of two runs the documents are read anew.
        assert!(read_and_print(&pair) == first, "run {time} differs");
    }
}

#[test]
fn in_threads() {
    let pair = pair();
    let (base, revision) = (pair.0.document(), pair.1.document());
    let first = printed(&base, &revision);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| printed(&base, &revision)))
            .collect();
        for thread in threads {
            assert!(thread.join().unwrap() == first, "a thread differs");
        }
    });
}

/// Run as a child, it prints; run as a test, it starts children and compares what they print.
#[test]
fn in_processes() {
    let own = read_and_print(&pair());
    if std::env::var_os(CHILD).is_some() {
        println!("BEGIN\n{own}\nEND");
        return;
    }
    for _ in 0..3 {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "in_processes", "--nocapture"])
            .env(CHILD, "1")
            .output()
            .unwrap();
        let text = String::from_utf8(child.stdout).unwrap();
        let (_, text) = text.split_once("BEGIN\n").unwrap();
        let (text, _) = text.split_once("\nEND").unwrap();
        assert!(text == own, "a process differs");
    }
}

/// The documents of one API, the older first, in both directions.
#[test]
fn documents_of_this_workspace() {
    let dates: Vec<Tree> = small().into_iter().map(|(_, document)| document).collect();
    let pair = (dates[0].clone(), dates[1].clone());
    let first = read_and_print(&pair);
    for _ in 1..20 {
        assert!(read_and_print(&pair) == first);
    }
}

#[test]
fn real_documents() {
    let documents = real();
    for neighbors in documents.windows(2) {
        let [(old, base), (new, revision)] = neighbors else {
            unreachable!("windows of two")
        };
        let api = |name: &str| name.split('-').next().map(str::to_owned);
        if api(old) != api(new) {
            continue;
        }
        let (base, revision) = (base.document(), revision.document());
        let first = printed(&base, &revision);
        for _ in 1..number("SPECDATE_REPEATS", 20) {
            assert!(printed(&base, &revision) == first, "{old} -> {new} differs");
        }
        println!(
            "{old} -> {new}: {} bytes, the same in every run",
            first.len()
        );
    }
}
