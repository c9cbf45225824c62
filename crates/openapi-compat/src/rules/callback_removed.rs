//! `callback-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "callback-removed",
    title: "callback `{name}` (`{method} {expression}`) was removed",
    why: "Clients of the base document wait for requests that no longer come.",
    remedy: "Keep sending it, or remove it with a new version date.",
    explanation: "Callbacks are compared by the expression that gives their address and by their method; the name is only a key (OpenAPI 3.1.1, 4.8.18). One that is gone breaks no message, but what it told is lost.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("callback-added"),
};
