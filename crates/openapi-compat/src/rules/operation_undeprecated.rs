//! `operation-undeprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "operation-undeprecated",
    title: "`{method} {path}` is no longer deprecated",
    why: "Everything works as before.",
    remedy: "",
    explanation: "Operations that were to go away are kept after all.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("operation-deprecated"),
};
