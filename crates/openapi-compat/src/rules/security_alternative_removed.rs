//! `security-alternative-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-alternative-removed",
    title: "credentials {before} are no longer accepted",
    why: "A client that shows {before} was let in and is now refused.",
    remedy: "Keep the alternative beside the others, or remove it with a new version date.",
    explanation: "Each list entry is an alternative of credentials. For each one of the base document the revision needs one that the same credentials satisfy. Schemes are compared by what they are, not by their names.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "The server no longer shows {before}.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("security-alternative-added"),
};
