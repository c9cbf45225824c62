//! `request-range-narrowed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-range-narrowed",
    title: "{subject} takes fewer numbers in requests: `{keyword}` from {from} to {to}",
    why: "A client of the base document may send a number that the revision refuses.",
    remedy: "Keep accepting the old range.",
    explanation: "`minimum`, `maximum`, the exclusive bounds and `multipleOf` bound numbers (JSON Schema Validation 2020-12, section 6.2); the formats int32, int64, float and double are ranges as well.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-range-widened"),
};
