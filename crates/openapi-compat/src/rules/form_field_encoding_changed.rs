//! `form-field-encoding-changed`.

use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "form-field-encoding-changed",
    title: "encoding of the form field `{name}` in `{media_type}` changed",
    why: "The same value is written differently in the form, so it is read as another value or refused.",
    remedy: "Keep the encoding, or add a field with another name.",
    explanation: "The Encoding Object says how a field of a form is written (OpenAPI 3.1.1, 4.8.15). A default that is written out is no change.",
    default: Default::Computed,
    inbound: Some(Inbound {
        why: "The same value is written differently in the form, so a receiver of the base document reads another value.",
        remedy: "Keep the encoding, or add a field with another name.",
        default: Default::Computed,
    }),
    mirror: Some("form-field-encoding-changed"),
};
