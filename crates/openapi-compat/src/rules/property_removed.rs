//! `property-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "property-removed",
    title: "optional property `{name}` was removed from requests and responses",
    why: "What a client of the base document sends in it is lost, and a client that reads it finds it no longer.",
    remedy: "Keep the property for as long as the base date is supported.",
    explanation: "The same schema stands in requests and in responses. That messages are accepted does not mean that they say the same.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("property-added"),
};
