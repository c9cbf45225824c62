//! `response-property-became-optional`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-property-became-optional",
    title: "property `{name}` became optional in responses",
    why: "A client of the base document relies on it in every response.",
    remedy: "Keep sending it, perhaps with a value that says that there is none.",
    explanation: "`required` lists the members that an object must have (JSON Schema Validation 2020-12, section 6.5.3). In responses `writeOnly` members are never sent.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-property-became-required"),
};
