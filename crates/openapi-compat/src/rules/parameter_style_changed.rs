//! `parameter-style-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-style-changed",
    title: "`style` of {in} parameter `{name}` changed from `{before}` to `{after}`",
    why: "The same value is written differently in the request, so it is read as another value or refused.",
    remedy: "Keep the serialization, or add a parameter with another name.",
    explanation: "The style says how arrays and objects are spelled in a request, and for path parameters also simple values (OpenAPI 3.1.1, 4.8.12.3). A default that is written out is no change, and so is a style that makes no difference for the values of the schema.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The same value is written differently in the request, so a receiver of the base document reads another value.",
        remedy: "Keep the serialization, or add a parameter with another name.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("parameter-style-changed"),
};
