//! `response-property-became-required`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-property-became-required",
    title: "property `{name}` became required in responses",
    why: "The base document allows it to be there, and now it always is.",
    remedy: "",
    explanation: "`required` lists the members that an object must have (JSON Schema Validation 2020-12, section 6.5.3). In responses `writeOnly` members are never sent.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-property-became-optional"),
};
