//! `response-default-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-default-changed",
    title: "the default of {subject} changed from {from} to {to} in responses",
    why: "A response means what it says: nobody asks for something by leaving a value out of it, so the default is for readers of the document.",
    remedy: "",
    explanation: "`default` says what a value that is left out means (JSON Schema Validation 2020-12, section 9.2). It changes what a client asks for by leaving the value out; the sender of a response, or of the request of a webhook or callback, is the server, and asks for nothing.",
    default: Default::Fixed(Verdicts::DOCS),
    inbound: None,
    mirror: Some("response-default-changed"),
};
