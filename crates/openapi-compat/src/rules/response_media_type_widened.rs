//! `response-media-type-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-media-type-widened",
    title: "response `{status}` may be any `{media_type}`",
    why: "A client of the base document asks for the media types that it knows, and the range still holds them.",
    remedy: "",
    explanation: "Clients name the media types that they read in `Accept` (RFC 9110, 12.5.1).",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document answers in the media types that it knows.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-media-type-narrowed"),
};
