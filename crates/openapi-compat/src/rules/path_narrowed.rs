//! `path-narrowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "path-narrowed",
    title: "of the removed path `{template}`, `{path}` is still there",
    why: "Requests to `{path}` were served by the template and are now served by an operation of their own.",
    remedy: "",
    explanation: "The template is gone, which `path-removed` tells; this path keeps answering one of its values. The two operations are compared as well.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("path-generalized"),
};
