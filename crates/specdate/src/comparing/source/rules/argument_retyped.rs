//! `source-argument-retyped`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-argument-retyped",
    title: "argument `{member}` of `{item}` takes `{after}` and no longer `{before}`",
    why: "Code that passes a value of the old type does not convert into the new one.",
    remedy: "Keep the type, and add a parameter beside it for the other one.",
    explanation: "Arguments take every value that converts into their type (`TryInto`). Another type takes other values: one that converts into the old type need not convert into the new one. So each other type counts as a break.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: Some("source-argument-retyped"),
};
