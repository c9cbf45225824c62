//! `request-pattern-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-pattern-widened",
    title: "{subject} takes more strings in requests: `pattern` from {from} to {to}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "Patterns are regular expressions of ECMA-262 that match anywhere in the string. They are compared as languages: another spelling of the same language is no change.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-pattern-changed"),
};
