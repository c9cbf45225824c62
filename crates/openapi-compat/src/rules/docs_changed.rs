//! `docs-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "docs-changed",
    title: "documentation of {what} changed: {members}",
    why: "No message changes.",
    remedy: "",
    explanation: "Descriptions, summaries, tags, examples and links to other documentation are for readers.",
    default: Default::Fixed(Verdicts::DOCS),
    inbound: None,
    mirror: Some("docs-changed"),
};
