//! Documents that were changed blindly: no panic, no hang, and what is found is whole.
//!
//! `SPECDATE_SPECS` names a folder of large documents, `SPECDATE_MUTATIONS` says how often each document is changed,
//! `SPECDATE_FIRST_SEED` with which seed that begins.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod proof;

use std::time::{Duration, Instant};

use proof::invariants::check_mutations;
use proof::{Named, number, real, small};

/// Longer than the hardest change takes in a debug build on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of changing a document.
#[derive(Default)]
struct Outcome {
    /// How many of the changed ones still were documents.
    read: usize,
    /// Where something went wrong; the message of a panic stands above.
    broken: Vec<String>,
}

fn change((name, document): &Named, times: usize) -> Outcome {
    let first = number("SPECDATE_FIRST_SEED", 0);
    let mut outcome = Outcome::default();
    for seed in first..first + times {
        let start = Instant::now();
        let checked = std::panic::catch_unwind(|| check_mutations(document, seed as u64));
        let taken = start.elapsed();
        if checked.is_err() || taken > PATIENCE {
            let broken = format!("{name}, seed {seed} after {taken:?}");
            outcome.broken.push(broken);
        }
        outcome.read += usize::from(checked.unwrap_or(false));
    }
    outcome
}

#[test]
fn of_documents_of_this_workspace() {
    let mut broken = Vec::new();
    for named in small() {
        let times = number("SPECDATE_MUTATIONS", 60);
        let outcome = change(&named, times);
        assert!(
            outcome.read > times / 6,
            "only {} of {times} changed ones of {} were documents",
            outcome.read,
            named.0
        );
        broken.extend(outcome.broken);
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn of_real_documents() {
    let mut broken = Vec::new();
    for named in real() {
        let times = number("SPECDATE_MUTATIONS", 10);
        let outcome = change(&named, times);
        println!(
            "{}: {} of {times} changed ones were documents",
            named.0, outcome.read
        );
        broken.extend(outcome.broken);
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
