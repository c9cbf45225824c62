//! `response-type-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-type-changed",
    title: "{subject} may be `{to}` instead of `{from}` in responses",
    why: "A client of the base document reads values of a type that it does not know there.",
    remedy: "Send what the base document promises to its clients, or make the change in a new date.",
    explanation: "In responses the server sends by the revision, and the base document has to allow every type that it names.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-type-narrowed"),
};
