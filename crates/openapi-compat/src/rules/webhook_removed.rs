//! `webhook-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "webhook-removed",
    title: "webhook `{name}` (`{method}`) was removed",
    why: "Receivers of the base document wait for requests that no longer come.",
    remedy: "Keep sending it, or remove it with a new version date.",
    explanation: "A webhook that is gone breaks no message, but what it told is lost.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("webhook-added"),
};
