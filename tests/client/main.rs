//! The published client against real HTTP servers on this machine: what it sends, what it makes of every answer, and
//! what it never prints.
//!
//! The bodies are the examples of the documents, so documents and client cannot drift apart unseen.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as it should be; clippy exempts the bodies of tests, not their helpers"
)]

mod bodies;
mod clients;
mod dates;
mod documented;
mod errors;
mod groups;
mod operations;
mod privacy;
mod requests;
mod server;
mod success;
mod transport;
