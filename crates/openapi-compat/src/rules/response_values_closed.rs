//! `response-values-closed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-values-closed",
    title: "{subject} is one of the listed values in responses",
    why: "The base document allows every value of the type, the listed ones as well.",
    remedy: "",
    explanation: "Without its `enum` a schema allows every value of its type.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-values-opened"),
};
