//! `request-enum-value-removed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-enum-value-removed",
    title: "{subject} no longer takes {values} in requests",
    why: "A client of the base document may send a value that the revision refuses.",
    remedy: "Accept the value, and treat it as the one that took its place.",
    explanation: "`enum` and `const` list every value that is allowed (JSON Schema Validation 2020-12, sections 6.1.2 and 6.1.3).",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-enum-value-added"),
};
