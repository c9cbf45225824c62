//! `path-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "path-added",
    title: "path `{path}` was added",
    why: "No client of the base document sends requests to `{path}`.",
    remedy: "",
    explanation: "A new path breaks nobody, unless it takes over requests of a templated path; `path-shadowed` reports that.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("path-removed"),
};
