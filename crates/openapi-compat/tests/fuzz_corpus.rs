//! Replays the committed fuzz corpora, so that they count without a nightly toolchain.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod proof;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use proof::invariants::{check_bytes, check_seed};
use proof::mutate::mutate_bytes;
use proof::random::Random;

/// Longer than the hardest seed takes in a debug build on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The seeds of a target by their names.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let entries = fs::read_dir(&folder).unwrap();
    let mut seeds: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    seeds.sort();
    seeds
}

fn replay(target: &str, at_least: usize, check: fn(&[u8])) {
    let seeds = seeds(target);
    assert!(seeds.len() >= at_least, "seeds of {target} are missing");
    let mut broken = Vec::new();
    for (name, bytes) in seeds {
        let start = Instant::now();
        let outcome = catch_unwind(|| check(&bytes));
        let taken = start.elapsed();
        println!("{taken:?} {name}");
        if outcome.is_err() || taken > PATIENCE {
            broken.push(format!("{name} after {taken:?}"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn documents() {
    replay("document", 12, check_bytes);
}

#[test]
fn mutations() {
    replay("mutation", 8, check_seed);
}

/// What a fuzzer would try first: the seeds with a few bytes changed.
#[test]
fn documents_with_other_bytes() {
    for (name, bytes) in seeds("document") {
        for seed in 0..400 {
            let mut random = Random::new(seed);
            let mut changed = bytes.clone();
            let count = 1 + random.below(5);
            mutate_bytes(&mut changed, &mut random, count);
            let outcome = catch_unwind(|| check_bytes(&changed));
            assert!(outcome.is_ok(), "{name}, seed {seed}");
        }
    }
}
