//! `request-type-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-type-changed",
    title: "{subject} takes `{to}` instead of `{from}` in requests",
    why: "A client of the base document sends values of a type that the revision refuses.",
    remedy: "Accept both for as long as the base date is supported, or make the change in a new date.",
    explanation: "In requests the client sends by the base document, and the revision has to accept every type that it names.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-type-widened"),
};
