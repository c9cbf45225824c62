//! `response-header-required-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-required-added",
    title: "required response header `{name}` was added",
    why: "A client of the base document ignores a header that it does not know.",
    remedy: "",
    explanation: "Names of headers are compared without case (RFC 9110, 5.1).",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document answers without it, and the server needs it.",
        remedy: "Accept answers without the header.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-header-required-removed"),
};
