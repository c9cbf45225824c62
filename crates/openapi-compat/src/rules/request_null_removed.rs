//! `request-null-removed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-null-removed",
    title: "{subject} may no longer be null in requests",
    why: "A client of the base document may send null, which the revision refuses.",
    remedy: "Accept null, and treat it as the member left out.",
    explanation: "Null in OpenAPI 3.0 is `nullable: true`, in 3.1 a `null` among the types, or an arm of `anyOf` or `oneOf` that allows nothing else. The three spellings mean the same.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-null-added"),
};
