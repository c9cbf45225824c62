//! `request-values-opened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-values-opened",
    title: "{subject} takes any value of its type in requests",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "An `enum` where there was none refuses every other value.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-values-closed"),
};
