//! `known-value-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "known-value-added",
    title: "{subject} has the known values {values} as well in requests and responses",
    why: "The set is open: a client of the base document has to expect values that it does not know.",
    remedy: "",
    explanation: "`x-known-values` lists the values that are known and allows any other. The same schema stands in requests and in responses, so that the change is told once.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("known-value-removed"),
};
