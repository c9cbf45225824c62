//! `request-schema-widened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-schema-widened",
    title: "{subject} takes more values in requests",
    why: "The revision accepts every value that a client of the base document may send, and more.",
    remedy: "",
    explanation: "The schemas differ in a way that no other rule names; the message shows a value that the one allows and the other refuses.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-schema-changed"),
};
