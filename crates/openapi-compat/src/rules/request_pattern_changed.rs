//! `request-pattern-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-pattern-changed",
    title: "{subject} has to match another pattern in requests",
    why: "A client of the base document may send a string that the pattern of the revision refuses.",
    remedy: "Widen the pattern so that it matches everything that it matched before.",
    explanation: "Patterns are regular expressions of ECMA-262 that match anywhere in the string. They are compared as languages: another spelling of the same language is no change.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-pattern-widened"),
};
