//! `operation-id-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "operation-id-changed",
    title: "`operationId` of `{method} {path}` changed from `{before}` to `{after}`",
    why: "No message carries it; names in generated code may change.",
    remedy: "",
    explanation: "Generators name functions after `operationId`. Whether code against the generated client still compiles is a question of the audience `source`, which is judged from the surfaces of the generated clients where both are there.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("operation-id-changed"),
};
