//! `parameter-content-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-content-changed",
    title: "serialization of {in} parameter `{name}` changed from {before} to {after}",
    why: "The same value is written differently in the request, so it is read as another value or refused.",
    remedy: "Keep the serialization, or add a parameter with another name.",
    explanation: "A parameter is serialized either by `style`, or by the media type in `content` (OpenAPI 3.1.1, 4.8.12.2): a string in JSON has quotes, one in a style has none.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The same value is written differently in the request, so a receiver of the base document reads another value.",
        remedy: "Keep the serialization, or add a parameter with another name.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("parameter-content-changed"),
};
