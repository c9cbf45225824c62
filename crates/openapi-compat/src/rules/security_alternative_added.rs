//! `security-alternative-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-alternative-added",
    title: "credentials {after} are accepted as well",
    why: "Clients use the credentials that they have.",
    remedy: "",
    explanation: "Each list entry is an alternative of credentials. One more breaks nobody.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "The server may show {after}, which a receiver of the base document does not know.",
        remedy: "Keep showing the credentials that receivers know.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("security-alternative-removed"),
};
