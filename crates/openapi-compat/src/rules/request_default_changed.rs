//! `request-default-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-default-changed",
    title: "the default of {subject} changed from {from} to {to} in requests",
    why: "A request without it is still accepted, {then}.",
    remedy: "Keep the default, and let clients send the new value; where the server always did what the new default says, write it into the base document as well.",
    explanation: "`default` says what a value that is left out means (JSON Schema Validation 2020-12, section 9.2). Where none was written, what the server did is not known from the documents, so a default that comes in may be news or may only be written down.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("request-default-changed"),
};
