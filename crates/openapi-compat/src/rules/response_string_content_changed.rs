//! `response-string-content-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-string-content-changed",
    title: "what {subject} holds changed from {from} to {to} in responses",
    why: "A client of the base document reads the string as something else.",
    remedy: "Add a property for the new content, and keep sending the old one.",
    explanation: "`contentEncoding`, `contentMediaType` and `contentSchema` say what a string holds (JSON Schema Validation 2020-12, section 8), and so do the formats `byte` and `binary` of OpenAPI 3.0. They assert nothing, so that the same strings are accepted, but read in another way.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("response-string-content-changed"),
};
