//! `source-method-removed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-method-removed",
    title: "the client has no method `{item}` any more",
    why: "Code that calls it names a method that is not there.",
    remedy: "Keep the operation and its `operationId`; a new name is for a new version date.",
    explanation: "Methods of the client are called after the `operationId`, or after method and path where there is none.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: None,
};
