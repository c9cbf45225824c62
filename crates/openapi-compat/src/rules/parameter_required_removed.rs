//! `parameter-required-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-required-removed",
    title: "required {in} parameter `{name}` was removed",
    why: "Every request carries it and is still accepted, but it is no longer read.",
    remedy: "Keep reading the parameter, or make it optional first.",
    explanation: "A receiver accepts what its document does not forbid. What the client says with the parameter no longer counts.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: Some(Inbound {
        why: "A receiver of the base document needs it, and it is no longer sent.",
        remedy: "Keep sending it.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("parameter-required-added"),
};
