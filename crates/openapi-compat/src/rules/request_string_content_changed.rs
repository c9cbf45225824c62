//! `request-string-content-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-string-content-changed",
    title: "what {subject} holds changed from {from} to {to} in requests",
    why: "A client of the base document sends a string that is accepted and read as something else.",
    remedy: "Add a property for the new content, and keep reading the old one.",
    explanation: "`contentEncoding`, `contentMediaType` and `contentSchema` say what a string holds (JSON Schema Validation 2020-12, section 8), and so do the formats `byte` and `binary` of OpenAPI 3.0. They assert nothing, so that the same strings are accepted, but read in another way.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("request-string-content-changed"),
};
