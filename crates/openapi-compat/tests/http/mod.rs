//! A second opinion on HTTP messages: what a message is under a document as it is written.
//!
//! Nothing of `openapi-doc` or of the comparison is used. Documents are JSON values, references are followed by hand, and
//! the values of bodies and parameters are judged by the independent check of `schema-subset`.

#![allow(dead_code, reason = "each test binary uses its part")]

pub mod document;
pub mod message;
pub mod request;
pub mod response;
pub mod values;
