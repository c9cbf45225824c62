//! `response-required-property-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-required-property-added",
    title: "required property `{name}` was added to responses",
    why: "A client of the base document may ignore it.",
    remedy: "",
    explanation: "A receiver accepts everything that its schema does not forbid. A base document that closes its objects makes this a break, which has a rule of its own.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-required-property-removed"),
};
