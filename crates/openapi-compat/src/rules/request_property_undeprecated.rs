//! `request-property-undeprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-property-undeprecated",
    title: "{subject} is no longer deprecated in requests",
    why: "It works as before.",
    remedy: "",
    explanation: "`deprecated` announces that something may go; taking it back promises that it stays.",
    default: Default::Fixed(Verdicts::DOCS),
    inbound: None,
    mirror: Some("request-property-deprecated"),
};
