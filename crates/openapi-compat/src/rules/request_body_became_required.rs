//! `request-body-became-required`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-body-became-required",
    title: "request body became required",
    why: "A request without a body was accepted and is now refused.",
    remedy: "Keep it optional and say what a request without a body means.",
    explanation: "`required` of a request body is `false` where it is not written (OpenAPI 3.1.1, 4.8.13).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The body is always sent now; a receiver of the base document reads it as before.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("request-body-became-optional"),
};
