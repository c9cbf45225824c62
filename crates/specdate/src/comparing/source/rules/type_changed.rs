//! `source-type-changed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-type-changed",
    title: "type `{item}` is {after} and no longer {before}",
    why: "Code that uses the type as what it was does not compile.",
    remedy: "Keep the kind of the schema; another one is a schema of its own beside it.",
    explanation: "An object becomes a struct, a set of strings or a choice an enum, and what needs no type of its own another name for one.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: Some("source-type-changed"),
};
