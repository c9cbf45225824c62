//! `response-discriminator-widened`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-discriminator-widened",
    title: "the discriminator of {subject} {turned}: responses may have values that were not allowed",
    why: "A client of the base document reads a value that the choice refused.",
    remedy: "Send only values that the base document allows, or make the change in a new date.",
    explanation: "A discriminator names the member whose values lead to the schemas of a `oneOf` or `anyOf` beside it (OpenAPI 3.0.4, section 4.7.25; 3.1.1, section 4.8.25). A value that leads to a schema is a constant of that member there.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-discriminator-narrowed"),
};
