//! `operation-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "operation-removed",
    title: "`{method} {path}` was removed",
    why: "`{method}` requests to `{path}` are no longer answered.",
    remedy: "Keep the operation, mark it as deprecated, and remove it with a new version date after the notice period.",
    explanation: "The path is still there, the method is not. A server answers with 405 (RFC 9110, 15.5.6).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: None,
    mirror: Some("operation-added"),
};
