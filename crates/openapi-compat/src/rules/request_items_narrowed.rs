//! `request-items-narrowed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-items-narrowed",
    title: "{subject} takes fewer lists in requests: `{keyword}` from {from} to {to}",
    why: "A client of the base document may send a list that the revision refuses.",
    remedy: "Keep accepting the old lists.",
    explanation: "`minItems`, `maxItems`, `uniqueItems`, `contains`, `prefixItems`, `items` and `unevaluatedItems` say which lists are allowed.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-items-widened"),
};
