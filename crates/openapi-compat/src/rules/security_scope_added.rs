//! `security-scope-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-scope-added",
    title: "scope {scopes} of {scheme} is needed now",
    why: "A token without it was accepted and is now refused.",
    remedy: "Keep accepting tokens with the old scopes until the new one has been given out.",
    explanation: "A requirement lists the scopes (or roles) that the token needs, all of them (OpenAPI 3.1.1, 4.8.30).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The server shows a token with more scopes than a receiver of the base document asks for.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("security-scope-removed"),
};
