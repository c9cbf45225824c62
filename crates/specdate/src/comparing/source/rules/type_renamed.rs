//! `source-type-renamed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-type-renamed",
    title: "type `{item}` is called `{after}`",
    why: "Code that names it does not compile. Its members are the same.",
    remedy: "Keep the name of the schema; no message carries it.",
    explanation: "Types are called after the names of components, or after the place where a schema stands. Moving a schema into a component, or calling it otherwise, changes no message, but the name of its type.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: Some("source-type-renamed"),
};
