//! `cargo +nightly fuzz run json`: no input breaks what `tests/support/invariants.rs` says.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/support/invariants.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::check_json(bytes));
