//! `path-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "path-removed",
    title: "path `{path}` was removed",
    why: "Requests to `{path}` are no longer answered.",
    remedy: "Keep the path, mark its operations as deprecated, and remove it with a new version date after the notice period.",
    explanation: "A client built for the base document sends requests to this path. Paths are compared by their templates joined with the servers, so a renamed path parameter or a prefix that moves between server and path is no removal (OpenAPI 3.1.1, 4.8.8).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: None,
    mirror: Some("path-added"),
};
