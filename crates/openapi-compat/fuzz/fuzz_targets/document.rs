//! `cargo +nightly fuzz run document`: whatever the bytes, they are refused or can be compared.

#![no_main]

#[allow(dead_code)]
#[path = "../../tests/proof/mod.rs"]
mod proof;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| proof::invariants::check_bytes(bytes));
