//! `security-scheme-changed`.

use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "security-scheme-changed",
    title: "security scheme `{scheme}` changed from {before} to {after}",
    why: "Credentials are shown and read in another way, so those of the base document no longer count.",
    remedy: "Add a scheme with another name and let operations accept either.",
    explanation: "A scheme is what it says, not its name: the type, and what that type needs (OpenAPI 3.1.1, 4.8.27). A renamed scheme is no change.",
    default: Default::Computed,
    inbound: Some(Inbound {
        why: "The server shows its credentials in another way than a receiver of the base document reads them.",
        remedy: "Keep showing credentials as they are.",
        default: Default::Computed,
    }),
    mirror: Some("security-scheme-changed"),
};
