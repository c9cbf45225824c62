//! `response-type-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-type-narrowed",
    title: "{subject} may be of fewer types in responses: from {from} to {to}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "In responses the server sends by the revision, and the base document has to allow every type that it names.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-type-changed"),
};
