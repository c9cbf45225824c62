//! `request-known-value-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-known-value-added",
    title: "{subject} has the known values {values} as well in requests",
    why: "A client of the base document does not send them.",
    remedy: "",
    explanation: "`x-known-values` lists the values that are known and allows any other.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-known-value-removed"),
};
