//! `request-property-became-optional`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-property-became-optional",
    title: "property `{name}` became optional in requests",
    why: "A client of the base document always sends it, and the revision accepts that.",
    remedy: "",
    explanation: "`required` lists the members that an object must have (JSON Schema Validation 2020-12, section 6.5.3). In requests `readOnly` members are never asked for.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-property-became-required"),
};
