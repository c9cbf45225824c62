//! `request-members-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-members-widened",
    title: "{subject} takes more members in requests: `{keyword}` from {from} to {to}",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "Keywords about names and numbers of members, and schemas for members without a declaration of their own, say which objects are allowed.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-members-narrowed"),
};
