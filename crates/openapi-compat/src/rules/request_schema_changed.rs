//! `request-schema-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-schema-changed",
    title: "{subject} takes other values in requests",
    why: "A client of the base document may send a value that the revision refuses.",
    remedy: "Accept both for as long as the base date is supported, or make the change in a new date.",
    explanation: "The schemas differ in a way that no other rule names; the message shows a value that the one allows and the other refuses.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-schema-widened"),
};
