//! `response-range-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-range-narrowed",
    title: "{subject} may be fewer numbers in responses: `{keyword}` from {from} to {to}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "`minimum`, `maximum`, the exclusive bounds and `multipleOf` bound numbers (JSON Schema Validation 2020-12, section 6.2); the formats int32, int64, float and double are ranges as well. The generated client enforces the range of its Rust type only.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-range-widened"),
};
