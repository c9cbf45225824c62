//! `request-media-type-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "request-media-type-removed",
    title: "request body may no longer be `{media_type}`",
    why: "A request whose body is `{media_type}` was accepted and is now refused.",
    remedy: "Keep the media type beside the new one.",
    explanation: "The server answers with 415 (RFC 9110, 15.5.16). Media types are compared without case and without parameters; a range such as `application/*` covers its members.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The body no longer arrives as `{media_type}`; a receiver of the base document reads the others.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("request-media-type-added"),
};
