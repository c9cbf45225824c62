//! `parameter-allow-empty-value-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-allow-empty-value-removed",
    title: "{in} parameter `{name}` may no longer be empty",
    why: "A request with an empty value was accepted and is now refused.",
    remedy: "Keep `allowEmptyValue: true`.",
    explanation: "`allowEmptyValue` lets a query parameter stand without a value (OpenAPI 3.1.1, 4.8.12.2).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "It no longer arrives empty.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("parameter-allow-empty-value-added"),
};
