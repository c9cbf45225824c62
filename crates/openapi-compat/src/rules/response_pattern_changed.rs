//! `response-pattern-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-pattern-changed",
    title: "{subject} may match another pattern in responses",
    why: "A client of the base document does not expect a string that its pattern does not match.",
    remedy: "Narrow the pattern so that it matches nothing new, or make the change in a new date.",
    explanation: "Patterns are regular expressions of ECMA-262 that match anywhere in the string. They are compared as languages: another spelling of the same language is no change. The generated client does not enforce them.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-pattern-narrowed"),
};
