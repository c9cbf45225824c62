//! `source-result-retyped`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-result-retyped",
    title: "`{item}` returns `{after}` and no longer `{before}`",
    why: "Code that uses the result was written for the old type.",
    remedy: "Keep the schema of the response; what is new can be an optional property of it.",
    explanation: "What `send` returns names the type of the success response and that of the errors. A type that only has another name is told at the type.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: Some("source-result-retyped"),
};
