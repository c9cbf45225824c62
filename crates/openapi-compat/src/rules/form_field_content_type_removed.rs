//! `form-field-content-type-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "form-field-content-type-removed",
    title: "form field `{name}` may no longer be `{media_type}`",
    why: "A form whose field is `{media_type}` was accepted and is now refused.",
    remedy: "Keep the media type beside the new one.",
    explanation: "The Encoding Object lists the media types that a part of a form may have. Where it lists none, the type of the field decides (OpenAPI 3.1.1, 4.8.15.1).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The field no longer arrives as `{media_type}`; a receiver of the base document reads the others.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("form-field-content-type-added"),
};
