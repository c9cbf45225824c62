//! Whatever the bytes: loading, reachability, relaxation and the surface end without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| openapi_doc_fuzz_body::run(bytes));

#[path = "../body.rs"]
mod openapi_doc_fuzz_body;
