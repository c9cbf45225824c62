//! `response-pattern-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-pattern-narrowed",
    title: "{subject} may be fewer strings in responses: `pattern` from {from} to {to}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "Patterns are regular expressions of ECMA-262 that match anywhere in the string. They are compared as languages: another spelling of the same language is no change. The generated client does not enforce them.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-pattern-changed"),
};
