//! `security-requirement-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-requirement-added",
    title: "credentials are needed now: {after}",
    why: "A request without credentials was accepted and is now refused.",
    remedy: "Keep the empty requirement `{}` beside the new ones, or add the requirement with a new version date.",
    explanation: "Requirements are alternatives, and an empty one (or an empty list) lets anybody in (OpenAPI 3.1.1, 4.8.10 and 4.8.30).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The server shows credentials that a receiver of the base document does not ask for.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("security-requirement-removed"),
};
