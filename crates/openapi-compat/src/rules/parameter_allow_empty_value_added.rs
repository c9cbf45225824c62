//! `parameter-allow-empty-value-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-allow-empty-value-added",
    title: "{in} parameter `{name}` may be empty",
    why: "No client of the base document sends it empty.",
    remedy: "",
    explanation: "`allowEmptyValue` lets a query parameter stand without a value (OpenAPI 3.1.1, 4.8.12.2).",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "It may arrive empty, which a receiver of the base document does not expect.",
        remedy: "Keep sending a value.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("parameter-allow-empty-value-removed"),
};
