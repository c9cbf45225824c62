//! `path-generalized`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "path-generalized",
    title: "path `{path}` became part of the new `{template}`",
    why: "Requests to `{path}` are answered by the new template, which allows the value that the path spells.",
    remedy: "",
    explanation: "A concrete path was replaced by a template that the base document does not have, so the requests of the base document had no other meaning before. The two operations are compared as well.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("path-narrowed"),
};
