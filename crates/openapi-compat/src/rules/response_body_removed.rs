//! `response-body-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-body-removed",
    title: "response `{status}` no longer has a body",
    why: "A client of the base document reads a body that no longer comes.",
    remedy: "Keep sending the body, or use another status without one.",
    explanation: "The base document declares content for the status, so its clients read it.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "A client of the base document answers with a body that is no longer read.",
        remedy: "Keep reading the body.",
        default: Default::Fixed(Verdicts::BEHAVIOR),
    }),
    mirror: Some("response-body-added"),
};
