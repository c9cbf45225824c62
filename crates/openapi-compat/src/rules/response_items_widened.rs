//! `response-items-widened`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-items-widened",
    title: "{subject} may be other lists in responses: `{keyword}` from {from} to {to}",
    why: "A client of the base document does not expect the list.",
    remedy: "Keep to the old lists, or make the change in a new date.",
    explanation: "`minItems`, `maxItems`, `uniqueItems`, `contains`, `prefixItems`, `items` and `unevaluatedItems` say which lists are allowed. The generated client reads lists of any length.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-items-narrowed"),
};
