//! `request-length-narrowed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-length-narrowed",
    title: "{subject} takes fewer strings in requests: `{keyword}` from {from} to {to}",
    why: "A client of the base document may send a string that is too long or too short for the revision.",
    remedy: "Keep accepting the old lengths.",
    explanation: "Lengths count Unicode code points (JSON Schema Validation 2020-12, section 6.3).",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-length-widened"),
};
