//! `response-media-type-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-media-type-narrowed",
    title: "response `{status}` is no longer any `{media_type}`",
    why: "A client of the base document reads whatever the range holds, so also what is left of it.",
    remedy: "",
    explanation: "A range such as `application/*` promises no media type in particular. Fewer of them break no client.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document answers with any `{media_type}`, and some of them are no longer accepted.",
        remedy: "Keep accepting the whole range.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-media-type-widened"),
};
