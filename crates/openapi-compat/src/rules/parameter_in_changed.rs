//! `parameter-in-changed`.

use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-in-changed",
    title: "parameter `{name}` moved from {before} to {after}",
    why: "It is read from the {after}, and a client of the base document sends it in the {before}.",
    remedy: "Accept it in both places.",
    explanation: "A parameter is identified by its place and its name (OpenAPI 3.1.1, 4.8.12). If it must be sent, the request is refused; else it is accepted and what it says is lost.",
    default: Default::Computed,
    inbound: Some(Inbound {
        why: "It is sent in the {after}, and a receiver of the base document reads it from the {before}.",
        remedy: "Send it in both places.",
        default: Default::Computed,
    }),
    mirror: Some("parameter-in-changed"),
};
