//! `response-media-type-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-media-type-added",
    title: "response `{status}` may be `{media_type}`",
    why: "A client of the base document does not ask for it.",
    remedy: "",
    explanation: "Clients name the media types that they read in `Accept` (RFC 9110, 12.5.1). Media types are compared without case and without parameters; a range such as `application/*` covers its members.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document answers in the media types that it knows.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-media-type-removed"),
};
