//! `parameter-explode-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-explode-changed",
    title: "`explode` of {in} parameter `{name}` changed from {before} to {after}",
    why: "Arrays and objects are written differently in the request, so they are read as other values or refused.",
    remedy: "Keep the serialization, or add a parameter with another name.",
    explanation: "With `explode` each item or member has a place of its own (OpenAPI 3.1.1, 4.8.12.3). Simple values are the same either way; then nothing is reported.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "Arrays and objects are written differently in the request, so a receiver of the base document reads other values.",
        remedy: "Keep the serialization, or add a parameter with another name.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("parameter-explode-changed"),
};
