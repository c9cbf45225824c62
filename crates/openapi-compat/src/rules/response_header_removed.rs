//! `response-header-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-removed",
    title: "optional response header `{name}` was removed",
    why: "It was optional, so a client of the base document does without it, but the information is lost.",
    remedy: "Keep sending the header.",
    explanation: "A client can not rely on an optional header, but those that used it miss it.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: Some(Inbound {
        why: "Answers with it are still accepted, but it is no longer read.",
        remedy: "Keep reading the header.",
        default: Default::Fixed(Verdicts::BEHAVIOR),
    }),
    mirror: Some("response-header-added"),
};
