//! `response-choice-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-choice-narrowed",
    title: "{subject} may be fewer values in responses: its `{keyword}` {turned}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "`anyOf`, `oneOf`, `allOf`, `not` and `if` combine schemas (JSON Schema Core 2020-12, section 10.2). They are compared by what they allow together.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-choice-widened"),
};
