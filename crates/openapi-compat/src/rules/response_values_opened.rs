//! `response-values-opened`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-values-opened",
    title: "{subject} may be any value of its type in responses",
    why: "A client of the base document knows the listed values only.",
    remedy: "Keep the list, or make the change in a new date.",
    explanation: "Without its `enum` a schema allows every value of its type.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-values-closed"),
};
