//! `request-body-became-optional`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-body-became-optional",
    title: "request body became optional",
    why: "Requests with a body are accepted as before.",
    remedy: "",
    explanation: "A client of the base document always sends the body.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A receiver of the base document needs the body, and it may be left out now.",
        remedy: "Keep sending it every time.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("request-body-became-required"),
};
