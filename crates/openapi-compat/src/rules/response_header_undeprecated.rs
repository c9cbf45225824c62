//! `response-header-undeprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-header-undeprecated",
    title: "response header `{name}` is no longer deprecated",
    why: "Everything works as before.",
    remedy: "",
    explanation: "Headers that were to go away are kept after all.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-header-deprecated"),
};
