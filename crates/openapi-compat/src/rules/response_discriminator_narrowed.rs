//! `response-discriminator-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-discriminator-narrowed",
    title: "the discriminator of {subject} {turned}: responses have fewer values",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "A discriminator names the member whose values lead to the schemas of a `oneOf` or `anyOf` beside it (OpenAPI 3.0.4, section 4.7.25; 3.1.1, section 4.8.25). A value that leads to a schema is a constant of that member there.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-discriminator-widened"),
};
