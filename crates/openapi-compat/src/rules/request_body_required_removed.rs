//! `request-body-required-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-body-required-removed",
    title: "required request body was removed",
    why: "Every request carries a body and is still accepted, but it is no longer read.",
    remedy: "Keep reading the body, or make it optional first.",
    explanation: "A receiver accepts what its document does not forbid. What the client says in the body no longer counts.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: Some(Inbound {
        why: "A receiver of the base document needs the body, and it is no longer sent.",
        remedy: "Keep sending it.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("request-body-required-added"),
};
