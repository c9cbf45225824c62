//! `security-requirement-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-requirement-removed",
    title: "credentials are no longer needed",
    why: "Requests with credentials are accepted as before.",
    remedy: "",
    explanation: "An empty requirement (or an empty list) lets anybody in, also those who show credentials.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "The server no longer has to show the credentials that a receiver of the base document asks for: {before}.",
        remedy: "Keep showing the credentials.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("security-requirement-added"),
};
