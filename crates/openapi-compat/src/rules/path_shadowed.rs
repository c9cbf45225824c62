//! `path-shadowed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "path-shadowed",
    title: "new path `{path}` takes over requests of `{template}`",
    why: "A request to `{path}` was served by `{template}` and is now served by an operation of its own.",
    remedy: "Choose a path that no value of the parameter spells, or reserve the value before.",
    explanation: "Concrete paths are matched before templated ones (OpenAPI 3.1.1, 4.8.8.1). If the parameter of the template allows the value that the new path spells, requests that meant one thing now mean another. The two operations are compared as well, and what breaks between them is reported by its own rule.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("path-unshadowed"),
};
