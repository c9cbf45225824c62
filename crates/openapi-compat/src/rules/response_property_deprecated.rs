//! `response-property-deprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-property-deprecated",
    title: "{subject} is deprecated in responses",
    why: "It is sent as before.",
    remedy: "",
    explanation: "`deprecated` announces that something may go; nothing changes yet.",
    default: Default::Fixed(Verdicts::DOCS),
    inbound: None,
    mirror: Some("response-property-undeprecated"),
};
