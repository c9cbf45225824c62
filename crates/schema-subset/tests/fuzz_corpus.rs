//! Replays the committed fuzz corpus, so that it counts without a nightly toolchain.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use support::invariants::check_pair;
use support::pairs::Pair;

/// Longer than the hardest seed takes in a debug build on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn pair_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/pair");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(
        files.len() >= 36,
        "seeds are missing in {}",
        folder.display()
    );
    let mut broken = Vec::new();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let start = Instant::now();
        let outcome = catch_unwind(|| check_pair(&bytes));
        let taken = start.elapsed();
        println!("{taken:?} {}", file.display());
        if outcome.is_err() || taken > PATIENCE {
            broken.push(format!("{} after {taken:?}", file.display()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// More seeds for a long run of the fuzzer: random pairs, a file each, into the folder that `SPECDATE_SEEDS` names.
#[test]
#[ignore = "writes files"]
fn write_random_seeds() {
    let Some(folder) = std::env::var_os("SPECDATE_SEEDS").map(PathBuf::from) else {
        println!("skipped: SPECDATE_SEEDS does not name a folder");
        return;
    };
    for seed in 0..1000 {
        let pair = Pair::of(seed);
        fs::write(
            folder.join(format!("random_{seed}")),
            format!("{}\n{}", pair.a, pair.b),
        )
        .unwrap();
    }
}
