//! `path-unshadowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "path-unshadowed",
    title: "requests to the removed path `{path}` go to `{template}`",
    why: "A request to `{path}` had an operation of its own and is now served by `{template}`.",
    remedy: "Keep the concrete path beside the template.",
    explanation: "The template allows the value that the removed path spells, so requests are still answered, by another operation (OpenAPI 3.1.1, 4.8.8.1). The two operations are compared as well.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("path-shadowed"),
};
