//! `response-schema-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-schema-narrowed",
    title: "{subject} may be fewer values in responses",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "The schemas differ in a way that no other rule names; the message shows a value that the one allows and the other refuses.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-schema-changed"),
};
