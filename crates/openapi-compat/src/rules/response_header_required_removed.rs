//! `response-header-required-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-required-removed",
    title: "required response header `{name}` was removed",
    why: "A client of the base document relies on a header that no longer comes.",
    remedy: "Keep sending the header.",
    explanation: "The base document promises the header in every such response. The generated client hands headers through and does not check them.",
    default: Default::Fixed(Verdicts::WIRE_UNREAD),
    inbound: Some(Inbound {
        why: "Answers with it are still accepted, but it is no longer read.",
        remedy: "Keep reading the header.",
        default: Default::Fixed(Verdicts::BEHAVIOR),
    }),
    mirror: Some("response-header-required-added"),
};
