//! `response-schema-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-schema-changed",
    title: "{subject} may be other values in responses",
    why: "A client of the base document reads a value that its document does not allow.",
    remedy: "Send what the base document promises to its clients, or make the change in a new date.",
    explanation: "The schemas differ in a way that no other rule names; the message shows a value that the one allows and the other refuses.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-schema-narrowed"),
};
