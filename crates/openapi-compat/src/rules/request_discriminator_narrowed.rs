//! `request-discriminator-narrowed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-discriminator-narrowed",
    title: "the discriminator of {subject} {turned}: some requests are no longer taken",
    why: "A client of the base document may send a value that the choice refuses now.",
    remedy: "Keep the values that lead to each schema, and add others beside them.",
    explanation: "A discriminator names the member whose values lead to the schemas of a `oneOf` or `anyOf` beside it (OpenAPI 3.0.4, section 4.7.25; 3.1.1, section 4.8.25). A value that leads to a schema is a constant of that member there.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-discriminator-widened"),
};
