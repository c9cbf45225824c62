//! `response-length-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-length-narrowed",
    title: "{subject} may be fewer strings in responses: `{keyword}` from {from} to {to}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "Lengths count Unicode code points (JSON Schema Validation 2020-12, section 6.3). The generated client does not enforce them.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-length-widened"),
};
