//! `request-default-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-default-changed",
    title: "the default of {subject} changed from {from} to {to} in requests",
    why: "A request without it is still accepted and now means something else.",
    remedy: "Keep the default, and let clients send the new value.",
    explanation: "`default` says what a value that is left out means (JSON Schema Validation 2020-12, section 9.2).",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("request-default-changed"),
};
