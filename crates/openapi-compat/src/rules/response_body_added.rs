//! `response-body-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-body-added",
    title: "response `{status}` has a body now",
    why: "A client of the base document expects no body and ignores it.",
    remedy: "",
    explanation: "The base document declares no content for the status.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document answers without a body, and the server expects one.",
        remedy: "Accept answers without a body.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-body-removed"),
};
