//! `response-header-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-added",
    title: "optional response header `{name}` was added",
    why: "A client of the base document ignores a header that it does not know.",
    remedy: "",
    explanation: "Names of headers are compared without case (RFC 9110, 5.1).",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "An answer without it is still accepted.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-header-removed"),
};
