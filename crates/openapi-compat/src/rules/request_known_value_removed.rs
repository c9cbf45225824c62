//! `request-known-value-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-known-value-removed",
    title: "{subject} no longer lists {values} in requests",
    why: "The set is open, so the value is still accepted; what it meant is no longer documented.",
    remedy: "Keep the value documented for as long as it has a meaning.",
    explanation: "`x-known-values` lists the values that are known and allows any other.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("request-known-value-added"),
};
