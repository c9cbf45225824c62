//! `parameter-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-removed",
    title: "optional {in} parameter `{name}` was removed",
    why: "Requests that carry it are still accepted, but it is no longer read.",
    remedy: "Keep reading the parameter, mark it as deprecated, and remove it with a new version date.",
    explanation: "A receiver accepts what its document does not forbid, so the request is not refused. What the client asked for with it no longer happens.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: Some(Inbound {
        why: "It was optional, so a receiver of the base document does without it, but the information is lost.",
        remedy: "Keep sending it.",
        default: Default::Fixed(Verdicts::BEHAVIOR),
    }),
    mirror: Some("parameter-added"),
};
