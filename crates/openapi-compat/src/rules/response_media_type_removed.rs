//! `response-media-type-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-media-type-removed",
    title: "response `{status}` may no longer be `{media_type}`",
    why: "A client of the base document asks for `{media_type}` and no longer gets it.",
    remedy: "Keep the media type beside the new one.",
    explanation: "Responses are compared for each media type that a client of the base document can ask for. Media types are compared without case and without parameters.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "A client of the base document answers with `{media_type}`, which is no longer accepted.",
        remedy: "Keep accepting it.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-media-type-added"),
};
