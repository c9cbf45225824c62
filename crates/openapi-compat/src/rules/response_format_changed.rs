//! `response-format-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-format-changed",
    title: "{subject} may be of another format in responses: from {from} to {to}",
    why: "A client of the base document does not expect a value that is not of its format.",
    remedy: "Keep to the old format, or make the change in a new date.",
    explanation: "The formats uuid, date, date-time, ipv4, ipv6, email and uri are asserted. The generated client enforces those that have a Rust type of their own.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-format-narrowed"),
};
