//! `response-choice-widened`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-choice-widened",
    title: "{subject} may be what {known} did not allow in responses",
    why: "A client of the base document does not know the new kind of value.",
    remedy: "Send the new kind in a new date, or behind a parameter that clients set.",
    explanation: "`anyOf`, `oneOf`, `allOf`, `not` and `if` combine schemas (JSON Schema Core 2020-12, section 10.2). They are compared by what they allow together.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-choice-narrowed"),
};
