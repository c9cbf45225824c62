//! `request-body-required-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-body-required-added",
    title: "required request body was added",
    why: "A request of the base document has no body and is refused.",
    remedy: "Add it as an optional body.",
    explanation: "A client of the base document can not know the body.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "A receiver of the base document declares no body and does not read one.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("request-body-required-removed"),
};
