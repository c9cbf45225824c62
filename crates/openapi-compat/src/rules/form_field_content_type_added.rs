//! `form-field-content-type-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "form-field-content-type-added",
    title: "form field `{name}` may be `{media_type}`",
    why: "Forms of the base document are accepted as before.",
    remedy: "",
    explanation: "The Encoding Object lists the media types that a part of a form may have (OpenAPI 3.1.1, 4.8.15.1). One more breaks nobody who sends the others.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "The field may arrive as `{media_type}`, which a receiver of the base document does not read.",
        remedy: "Keep sending the media types that are there.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("form-field-content-type-removed"),
};
