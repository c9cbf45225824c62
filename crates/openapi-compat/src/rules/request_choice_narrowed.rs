//! `request-choice-narrowed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-choice-narrowed",
    title: "{subject} no longer takes all that {known} allowed in requests",
    why: "A client of the base document may send a value that no schema of the revision allows.",
    remedy: "Keep the schema among the choices.",
    explanation: "`anyOf`, `oneOf`, `allOf`, `not` and `if` combine schemas (JSON Schema Core 2020-12, section 10.2). They are compared by what they allow together.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-choice-widened"),
};
