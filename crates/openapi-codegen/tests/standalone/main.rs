//! Documents that are not ours, as stand-alone crates: what is mended, what is refused, and that the rest compiles and
//! does on the wire what the document says.
//!
//! With `SPECDATE_SPECS`, the folder of GitHub's and Stripe's documents, those are generated too, and compiled: that
//! takes some minutes and several gigabytes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod chain;
mod compiled;
mod diagnostics;
mod support;
