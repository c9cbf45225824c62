//! `cargo +nightly fuzz run pair`: no input breaks what `tests/support/invariants.rs` says.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/support/mod.rs"]
mod support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support::invariants::check_pair(bytes));
