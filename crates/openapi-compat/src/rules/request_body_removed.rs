//! `request-body-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-body-removed",
    title: "optional request body was removed",
    why: "Requests that carry a body are still accepted, but it is no longer read.",
    remedy: "Keep reading the body, and remove it with a new version date.",
    explanation: "A receiver accepts what its document does not forbid. What the client says in the body no longer counts.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: Some(Inbound {
        why: "It was optional, so a receiver of the base document does without it, but the information is lost.",
        remedy: "Keep sending it.",
        default: Default::Fixed(Verdicts::BEHAVIOR),
    }),
    mirror: Some("request-body-added"),
};
