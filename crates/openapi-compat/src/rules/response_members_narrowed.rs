//! `response-members-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-members-narrowed",
    title: "{subject} may have fewer members in responses: `{keyword}` from {from} to {to}",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "Keywords about names and numbers of members, and schemas for members without a declaration of their own, say which objects are allowed.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-members-widened"),
};
