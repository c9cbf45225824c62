//! `request-property-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-property-added",
    title: "optional property `{name}` was added to requests",
    why: "A client of the base document does not send it, and the revision accepts that.",
    remedy: "",
    explanation: "A client sends what its document declares, so a new optional member changes nothing for it.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-property-removed"),
};
