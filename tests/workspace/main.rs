//! Tests of the workspace as a whole: its structure, its generated files, and that the two never drift apart.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets what it does not expect has failed"
)]

mod architecture;
mod drift;
mod files;
mod freshness;
mod github;
mod nested_cargo;
mod readme;
