//! `response-header-became-optional`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-became-optional",
    title: "response header `{name}` became optional",
    why: "A client of the base document relies on a header that may be left out now.",
    remedy: "Keep sending the header every time.",
    explanation: "The base document promises the header in every such response. The generated client hands headers through and does not check them.",
    default: Default::Fixed(Verdicts::WIRE_UNREAD),
    inbound: Some(Inbound {
        why: "A client of the base document always sends it.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-header-became-required"),
};
