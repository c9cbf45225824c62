//! `source-argument-removed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-argument-removed",
    title: "the client has no argument `{member}` of `{item}` any more",
    why: "Code that sets it names a method that is not there.",
    remedy: "Keep the parameter, or the body, and remove it with a new version date.",
    explanation: "An operation of the generated client is a builder with one method for each argument. One that is added breaks no code, even if the API requires it: the builder compiles without it, and `send` returns an error. What the API then says is judged for `wire`.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: None,
};
