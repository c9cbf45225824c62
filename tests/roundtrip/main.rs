//! The generated client held against the documents: what a document allows, the types of its date read and write; and what
//! a comparison says of the client, the client does.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod answers;
mod components;
mod constructs;
mod conversions;
mod dates;
mod decoders;
mod derived;
mod documents;
mod edited;
mod edits;
mod near;
mod same;
mod scratch;
