//! `operation-shadowed`.
//!
//! No mirror: backwards nothing is lost: requests that were refused are answered by the template.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "operation-shadowed",
    title: "`{method}` requests to the new path `{path}` are no longer answered",
    why: "`{method}` `{template}` served them, and the new path that takes them over has no `{method}`.",
    remedy: "Give the new path every method of the template that it takes over.",
    explanation: "Concrete paths are matched before templated ones (OpenAPI 3.1.1, 4.8.8.1), whatever methods they have.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: None,
    mirror: None,
};
