//! Pairing: what of the base document belongs to what of the revision. Nothing is judged here.

pub(crate) mod address;
pub(crate) mod media_types;
pub(crate) mod operations;
pub(crate) mod parameters;
pub(crate) mod paths;
pub(crate) mod positions;
pub(crate) mod responses;
pub(crate) mod template;

pub(crate) use operations::{Inbound, Link, OperationPair, Pairing, pair};
