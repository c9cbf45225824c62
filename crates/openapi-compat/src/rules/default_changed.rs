//! `default-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "default-changed",
    title: "the default of {subject} changed from {from} to {to} in requests and responses",
    why: "A client of the base document that leaves the value out asks for something else, and a reader that fills it in reads something else.",
    remedy: "Keep the default, or treat requests of the base date as before.",
    explanation: "`default` says what a value that is left out means (JSON Schema Validation 2020-12, section 9.2). The same schema stands in requests and in responses, so that the change is told once.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("default-changed"),
};
