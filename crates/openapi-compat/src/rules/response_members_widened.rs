//! `response-members-widened`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-members-widened",
    title: "{subject} may have other members in responses: `{keyword}` from {from} to {to}",
    why: "A client of the base document does not expect an object with these members.",
    remedy: "Keep to the declared members, or make the change in a new date.",
    explanation: "Keywords about names and numbers of members, and schemas for members without a declaration of their own, say which objects are allowed.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-members-narrowed"),
};
