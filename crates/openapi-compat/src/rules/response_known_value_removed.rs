//! `response-known-value-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-known-value-removed",
    title: "{subject} no longer lists {values} in responses",
    why: "The set is open, so nothing is refused; a client of the base document may wait for a value that no longer comes.",
    remedy: "Say in the release notes what takes the place of the value.",
    explanation: "`x-known-values` lists the values that are known and allows any other.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("response-known-value-added"),
};
