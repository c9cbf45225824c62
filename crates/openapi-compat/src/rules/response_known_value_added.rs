//! `response-known-value-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-known-value-added",
    title: "{subject} has the known values {values} as well in responses",
    why: "The set was open before, so a client of the base document expects values that it does not know.",
    remedy: "",
    explanation: "`x-known-values` lists the values that are known and allows any other.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-known-value-removed"),
};
