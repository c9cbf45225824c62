//! `request-format-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-format-widened",
    title: "{subject} takes more in requests: `format` from {from} to {to}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "The formats uuid, date, date-time, ipv4, ipv6, email and uri are asserted.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-format-changed"),
};
