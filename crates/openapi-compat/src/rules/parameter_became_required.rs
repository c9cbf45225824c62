//! `parameter-became-required`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-became-required",
    title: "{in} parameter `{name}` became required",
    why: "A request without it was accepted and is now refused.",
    remedy: "Keep it optional and choose a default for requests without it.",
    explanation: "A client of the base document may leave the parameter out.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "It is always sent now; a receiver of the base document reads it as before.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("parameter-became-optional"),
};
