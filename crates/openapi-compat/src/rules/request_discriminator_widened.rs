//! `request-discriminator-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-discriminator-widened",
    title: "the discriminator of {subject} {turned}: more requests are taken",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "A discriminator names the member whose values lead to the schemas of a `oneOf` or `anyOf` beside it (OpenAPI 3.0.4, section 4.7.25; 3.1.1, section 4.8.25). A value that leads to a schema is a constant of that member there.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-discriminator-narrowed"),
};
