//! `request-length-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-length-widened",
    title: "{subject} takes more strings in requests: `{keyword}` from {from} to {to}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "Lengths count Unicode code points (JSON Schema Validation 2020-12, section 6.3).",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-length-narrowed"),
};
