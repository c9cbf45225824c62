//! `response-length-widened`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-length-widened",
    title: "{subject} may be longer or shorter in responses: `{keyword}` from {from} to {to}",
    why: "A client of the base document does not expect a string of that length.",
    remedy: "Keep to the old lengths, or make the change in a new date.",
    explanation: "Lengths count Unicode code points (JSON Schema Validation 2020-12, section 6.3). The generated client does not enforce them.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-length-narrowed"),
};
