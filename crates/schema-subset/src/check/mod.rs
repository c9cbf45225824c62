//! The independent path: whether a value is valid under a schema as it is written, and whether its
//! sender would send it.
//!
//! Nothing of the search is used here. A schema of either dialect is translated, keyword by
//! keyword, to JSON Schema 2020-12 without references to other documents, and the crate
//! `jsonschema` judges. What a sender sends is decided by walking the value beside the schemas as
//! they are written.

mod checker;
mod discriminator;
mod documents;
mod ecma_text;
mod keywords;
mod locations;
mod sent;
mod translate;
mod validator;
mod values;

pub use checker::{Checker, Position, Unchecked};
