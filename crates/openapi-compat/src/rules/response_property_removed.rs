//! `response-property-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-property-removed",
    title: "optional property `{name}` was removed from responses",
    why: "Responses without it were allowed before, but a client that showed it no longer has it.",
    remedy: "Keep sending it for as long as the base date is supported.",
    explanation: "The base document does not promise an optional member. Where it came in practice, information is lost.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("response-property-added"),
};
