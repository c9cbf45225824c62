//! Documents in, files out: what the generator makes of every construct that it treats in a way of its own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod dates;
mod refusals;
mod rewriting;
mod support;
mod uploads;
