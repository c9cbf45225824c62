//! `request-format-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-format-changed",
    title: "{subject} has to be of another format in requests: from {from} to {to}",
    why: "A client of the base document may send a value that is not of the format of the revision.",
    remedy: "Keep accepting values of the old format.",
    explanation: "The formats uuid, date, date-time, ipv4, ipv6, email and uri are asserted.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-format-widened"),
};
