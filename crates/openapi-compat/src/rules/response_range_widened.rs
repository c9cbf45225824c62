//! `response-range-widened`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-range-widened",
    title: "{subject} may be other numbers in responses: `{keyword}` from {from} to {to}",
    why: "A client of the base document does not expect the number.",
    remedy: "Keep to the old range, or make the change in a new date.",
    explanation: "`minimum`, `maximum`, the exclusive bounds and `multipleOf` bound numbers (JSON Schema Validation 2020-12, section 6.2); the formats int32, int64, float and double are ranges as well. The generated client enforces the range of its Rust type only.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-range-narrowed"),
};
