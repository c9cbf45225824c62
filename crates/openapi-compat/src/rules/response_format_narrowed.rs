//! `response-format-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-format-narrowed",
    title: "{subject} may be less in responses: `format` from {from} to {to}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "The formats uuid, date, date-time, ipv4, ipv6, email and uri are asserted. The generated client enforces those that have a Rust type of their own.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-format-changed"),
};
