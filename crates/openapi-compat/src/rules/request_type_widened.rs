//! `request-type-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-type-widened",
    title: "{subject} takes more types in requests: from {from} to {to}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "In requests the client sends by the base document, and the revision has to accept every type that it names.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-type-changed"),
};
