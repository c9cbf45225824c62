//! `known-value-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "known-value-removed",
    title: "{subject} no longer lists {values} in requests and responses",
    why: "The set is open, so that the values are still allowed, but the document no longer says what they mean.",
    remedy: "Keep documenting the values for as long as the base date is supported.",
    explanation: "`x-known-values` lists the values that are known and allows any other. The same schema stands in requests and in responses, so that the change is told once.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("known-value-added"),
};
