//! `response-items-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-items-narrowed",
    title: "{subject} may be fewer lists in responses: `{keyword}` from {from} to {to}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "`minItems`, `maxItems`, `uniqueItems`, `contains`, `prefixItems`, `items` and `unevaluatedItems` say which lists are allowed. The generated client reads lists of any length.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-items-widened"),
};
