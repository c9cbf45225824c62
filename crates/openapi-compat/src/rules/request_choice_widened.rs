//! `request-choice-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-choice-widened",
    title: "{subject} takes more values in requests: its `{keyword}` {turned}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "`anyOf`, `oneOf`, `allOf`, `not` and `if` combine schemas (JSON Schema Core 2020-12, section 10.2). They are compared by what they allow together.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-choice-narrowed"),
};
