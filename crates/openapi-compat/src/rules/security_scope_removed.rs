//! `security-scope-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-scope-removed",
    title: "scope {scopes} of {scheme} is no longer needed",
    why: "Tokens with it are accepted as before.",
    remedy: "",
    explanation: "A requirement lists the scopes (or roles) that the token needs.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "The server may show a token without a scope that a receiver of the base document asks for.",
        remedy: "Keep showing tokens with the scope.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("security-scope-added"),
};
