//! `response-header-became-required`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-became-required",
    title: "response header `{name}` became required",
    why: "It is always sent now; clients of the base document read it as before.",
    remedy: "",
    explanation: "A promise was made stronger.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document may answer without it, and the server needs it now.",
        remedy: "Accept answers without the header.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-header-became-optional"),
};
