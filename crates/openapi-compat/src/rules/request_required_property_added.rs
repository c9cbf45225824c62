//! `request-required-property-added`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-required-property-added",
    title: "required property `{name}` was added to requests",
    why: "A client of the base document does not know it, and the revision refuses requests without it.",
    remedy: "Make it optional, and choose a default for requests without it.",
    explanation: "A client sends what its document declares, so it never sends a member that only the revision knows.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-required-property-removed"),
};
