//! `response-header-serialization-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-serialization-changed",
    title: "serialization of response header `{name}` changed from {before} to {after}",
    why: "The same value is written differently in the header, so a client of the base document reads another value.",
    remedy: "Keep the serialization, or add a header with another name.",
    explanation: "A header is serialized in the style `simple`, with or without `explode`, or by the media type in `content` (OpenAPI 3.1.1, 4.8.21). The generated client hands headers through and does not read them.",
    default: Default::Fixed(Verdicts::WIRE_UNREAD),
    inbound: Some(Inbound {
        why: "A client of the base document writes the same value differently, so another value is read.",
        remedy: "Keep the serialization, or add a header with another name.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-header-serialization-changed"),
};
