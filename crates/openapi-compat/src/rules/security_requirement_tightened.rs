//! `security-requirement-tightened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-requirement-tightened",
    title: "{added} is needed beside {before}",
    why: "A client that shows only {before} was let in and is now refused.",
    remedy: "Keep the old alternative beside the new one.",
    explanation: "All schemes of one entry are needed together (OpenAPI 3.1.1, 4.8.30).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The server shows more than a receiver of the base document asks for.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("security-requirement-loosened"),
};
