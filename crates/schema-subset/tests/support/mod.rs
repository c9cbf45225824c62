//! What several tests and the fuzz target share: random pairs of schemas, values that attack an answer, and the judge.
#![allow(dead_code)] // Each test file is a crate of its own and uses a part of this.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is allowed in tests is not in their helpers"
)]

pub mod figures;
pub mod invariants;
pub mod judge;
pub mod laws;
pub mod mutations;
pub mod openapi30;
pub mod opinions;
pub mod pairs;
pub mod patterns;
pub mod pooled;
pub mod random;
pub mod roles;
pub mod sampler;
pub mod schemas;
pub mod shrink;
pub mod tree;
pub mod values;
pub mod vocabulary;
