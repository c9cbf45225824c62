//! `request-required-property-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-required-property-removed",
    title: "required property `{name}` is no longer read in requests",
    why: "A client of the base document always sends it; the revision accepts it and does not know it, so what it says is lost.",
    remedy: "Keep reading the property for as long as the base date is supported.",
    explanation: "An open object accepts members that it does not declare. That the message is accepted does not mean that it says the same.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("request-required-property-added"),
};
