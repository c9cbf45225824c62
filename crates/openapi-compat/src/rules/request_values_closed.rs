//! `request-values-closed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-values-closed",
    title: "{subject} takes listed values only in requests",
    why: "A client of the base document may send any value of the type, and the revision refuses those that are not listed.",
    remedy: "Document the values with `x-known-values`, which refuses none.",
    explanation: "An `enum` where there was none refuses every other value.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-values-opened"),
};
