//! `request-null-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-null-added",
    title: "{subject} may be null in requests",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "Null in OpenAPI 3.0 is `nullable: true`, in 3.1 a `null` among the types, or an arm of `anyOf` or `oneOf` that allows nothing else. The three spellings mean the same.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-null-removed"),
};
