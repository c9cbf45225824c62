//! `request-range-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-range-widened",
    title: "{subject} takes more numbers in requests: `{keyword}` from {from} to {to}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "`minimum`, `maximum`, the exclusive bounds and `multipleOf` bound numbers (JSON Schema Validation 2020-12, section 6.2); the formats int32, int64, float and double are ranges as well.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-range-narrowed"),
};
