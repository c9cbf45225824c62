//! `response-enum-value-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-enum-value-removed",
    title: "{subject} is no longer {values} in responses",
    why: "A client of the base document no longer meets the value; whatever it did then no longer happens.",
    remedy: "",
    explanation: "A value less that is sent is allowed by the base document.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-enum-value-added"),
};
