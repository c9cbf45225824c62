//! `cargo +nightly fuzz run mutation`: a document that is changed as the bytes say can be compared with what it was.

#![no_main]

#[allow(dead_code)]
#[path = "../../tests/proof/mod.rs"]
mod proof;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| proof::invariants::check_seed(bytes));
