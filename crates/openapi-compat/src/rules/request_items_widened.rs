//! `request-items-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-items-widened",
    title: "{subject} takes more lists in requests: `{keyword}` from {from} to {to}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "`minItems`, `maxItems`, `uniqueItems`, `contains`, `prefixItems`, `items` and `unevaluatedItems` say which lists are allowed.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-items-narrowed"),
};
