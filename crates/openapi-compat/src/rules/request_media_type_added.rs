//! `request-media-type-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-media-type-added",
    title: "request body may be `{media_type}`",
    why: "Requests in the media types of the base document are accepted as before.",
    remedy: "",
    explanation: "Media types are compared without case and without parameters; a range such as `application/*` covers its members.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "The body may arrive as `{media_type}`, which a receiver of the base document does not read.",
        remedy: "Keep sending the media types that are there.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("request-media-type-removed"),
};
