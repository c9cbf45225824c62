//! `request-property-became-required`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-property-became-required",
    title: "property `{name}` became required in requests",
    why: "A client of the base document may leave it out, and the revision refuses that.",
    remedy: "Keep it optional, and choose a default for requests without it.",
    explanation: "`required` lists the members that an object must have (JSON Schema Validation 2020-12, section 6.5.3). In requests `readOnly` members are never asked for.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-property-became-optional"),
};
