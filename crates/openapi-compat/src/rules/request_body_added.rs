//! `request-body-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-body-added",
    title: "optional request body was added",
    why: "Requests without a body are still accepted.",
    remedy: "",
    explanation: "A client of the base document sends no body and does not have to.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A receiver of the base document declares no body and does not read one.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("request-body-removed"),
};
