//! `operation-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "operation-added",
    title: "`{method} {path}` was added",
    why: "No client of the base document sends `{method}` to `{path}`.",
    remedy: "",
    explanation: "A new method on a known path breaks nobody.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("operation-removed"),
};
