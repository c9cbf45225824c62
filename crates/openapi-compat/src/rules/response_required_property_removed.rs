//! `response-required-property-removed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-required-property-removed",
    title: "required property `{name}` was removed from responses",
    why: "A client of the base document relies on it in every response.",
    remedy: "Keep sending it for as long as the base date is supported.",
    explanation: "The base document promises the member in every response.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-required-property-added"),
};
