//! `request-property-deprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-property-deprecated",
    title: "{subject} is deprecated in requests",
    why: "It works as before.",
    remedy: "",
    explanation: "`deprecated` announces that something may go; nothing changes yet.",
    default: Default::Fixed(Verdicts::DOCS),
    inbound: None,
    mirror: Some("request-property-undeprecated"),
};
