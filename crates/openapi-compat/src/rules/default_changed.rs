//! `default-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "default-changed",
    title: "the default of {subject} changed from {from} to {to} in requests and responses",
    why: "A request without it is still accepted, {then}.",
    remedy: "Keep the default, or treat requests of the base date as before; where the server always did what the new default says, write it into the base document as well.",
    explanation: "`default` says what a value that is left out means (JSON Schema Validation 2020-12, section 9.2). The same schema stands in requests and in responses, so that the change is told once; in responses the default is for readers only.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("default-changed"),
};
