//! `security-requirement-loosened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-requirement-loosened",
    title: "{added} is no longer needed beside {after}",
    why: "A client that shows both is let in as before.",
    remedy: "",
    explanation: "All schemes of one entry are needed together; fewer are satisfied by those who have more.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "The server may show {after} without {added}, which a receiver of the base document asks for.",
        remedy: "Keep showing both.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("security-requirement-tightened"),
};
