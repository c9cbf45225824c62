//! `response-default-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-default-changed",
    title: "the default of {subject} changed from {from} to {to} in responses",
    why: "The generated client does not fill in defaults; a reader that does reads something else.",
    remedy: "Keep the default, or send the value.",
    explanation: "`default` says what a value that is left out means (JSON Schema Validation 2020-12, section 9.2).",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("response-default-changed"),
};
