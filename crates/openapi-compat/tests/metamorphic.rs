//! A document that says the same in other words has no finding against itself.
//!
//! `SPECDATE_SPECS` names a folder of large documents; `SPECDATE_SEEDS` says how many seeds are tried (1 if absent).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod proof;

use openapi_doc::Document;
use proof::random::Random;
use proof::rewrites::{REWRITES, Rewrite, split, upgrade};
use proof::tree::{Tree, document_of};
use proof::{Named, library, number, real, run, told};

/// The small documents, and one of 3.0 as one of 3.1.
fn small() -> Vec<Named> {
    let mut found = proof::small();
    let (name, mut document) = library();
    upgrade(&mut document);
    found.push((format!("{name} in 3.1"), document));
    found
}

/// Nobody is told anything, whichever of the two comes first.
fn silent(what: &str, original: &Document, rewritten: &Document) -> Result<(), String> {
    for (direction, base, revision) in [
        ("to the rewritten one", original, rewritten),
        ("back to the original", rewritten, original),
    ] {
        let findings = run(base, revision).findings;
        if !findings.is_empty() {
            let shown: Vec<_> = findings.iter().take(5).map(told).collect();
            return Err(format!(
                "{what}, {direction}: {} findings\n{}",
                findings.len(),
                shown.join("\n")
            ));
        }
    }
    Ok(())
}

/// Fails with everything that went wrong, not only the first of it.
fn all_silent(results: impl IntoIterator<Item = Result<(), String>>) {
    let mut count = 0;
    let failures: Vec<String> = results
        .into_iter()
        .inspect(|_| count += 1)
        .filter_map(Result::err)
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {count} rewrites make findings:\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

fn rewritten(
    rewrites: &[&Rewrite],
    document: &Tree,
    seed: u64,
    share: usize,
) -> (Tree, Vec<usize>) {
    let mut random = Random::new(seed);
    let mut rewritten = document.clone();
    let counts = rewrites
        .iter()
        .map(|rewrite| (rewrite.apply)(&mut rewritten, &mut random, share))
        .collect();
    (rewritten, counts)
}

fn each_alone((name, document): &Named, share: usize) -> Vec<Result<(), String>> {
    let original = document.document();
    let mut results = Vec::new();
    for seed in 0..number("SPECDATE_SEEDS", 1) {
        for rewrite in REWRITES {
            let (tree, counts) = rewritten(&[rewrite], document, seed as u64, share);
            if counts[0] > 0 {
                let what = format!(
                    "{name}, seed {seed}: {} at {} places",
                    rewrite.name, counts[0]
                );
                let result = silent(&what, &original, &tree.document());
                // A long run is to be looked at while it goes on.
                match &result {
                    Ok(()) => println!("{what}: silent"),
                    Err(findings) => println!("{findings}"),
                }
                results.push(result);
            }
        }
    }
    results
}

#[test]
fn each_rewrite_alone() {
    for share in [1, 3] {
        all_silent(small().iter().flat_map(|named| each_alone(named, share)));
    }
}

/// Each rewrite has places in the documents that are always there; else a test of it would show nothing.
#[test]
fn each_rewrite_finds_places() {
    for rewrite in REWRITES {
        let places = small()
            .iter()
            .map(|(_, document)| rewritten(&[rewrite], document, 0, 1).1[0])
            .sum::<usize>();
        assert!(places > 0, "{} finds no place", rewrite.name);
    }
}

/// Several rewrites on top of each other, at random places of what the ones before made.
#[test]
fn rewrites_together() {
    let mut results = Vec::new();
    for (name, document) in small() {
        let original = document.document();
        for seed in 0..6 * number("SPECDATE_SEEDS", 1) {
            let mut random = Random::new(seed as u64);
            let some: Vec<&Rewrite> = REWRITES.iter().filter(|_| random.once_in(3)).collect();
            let (tree, _) = rewritten(&some, &document, seed as u64, 2);
            let names: Vec<_> = some.iter().map(|rewrite| rewrite.name).collect();
            let what = format!("{name}, seed {seed}: {}", names.join(", "));
            results.push(silent(&what, &original, &tree.document()));
        }
    }
    all_silent(results);
}

#[test]
fn other_files() {
    let mut results = Vec::new();
    for (name, document) in small() {
        results.extend(written(&name, &document));
    }
    all_silent(results);
}

/// As YAML, and as several files.
fn written(name: &str, document: &Tree) -> Vec<Result<(), String>> {
    let original = document.document();
    let yaml = document_of("api.yaml", [("api.yaml".to_owned(), document.yaml())]);
    let parts = document_of("api.json", split(document.clone()));
    vec![
        silent(&format!("{name}: as YAML"), &original, &yaml),
        silent(&format!("{name}: as several files"), &original, &parts),
    ]
}

#[test]
fn real_documents() {
    let mut results = Vec::new();
    for named in real() {
        println!("{}", named.0);
        results.extend(each_alone(&named, 4));
        results.extend(written(&named.0, &named.1));
    }
    all_silent(results);
}
