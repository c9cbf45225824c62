//! `request-members-narrowed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-members-narrowed",
    title: "{subject} takes fewer members in requests: `{keyword}` from {from} to {to}",
    why: "A client of the base document may send an object with members that the revision refuses.",
    remedy: "Keep accepting the members.",
    explanation: "Keywords about names and numbers of members, and schemas for members without a declaration of their own, say which objects are allowed.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("request-members-widened"),
};
