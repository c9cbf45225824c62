//! `source-variant-retyped`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-variant-retyped",
    title: "variant `{member}` of `{item}` holds {after} and no longer {before}",
    why: "Code that makes the variant, or matches on it, was written for what it held.",
    remedy: "Keep what it holds; another alternative of the choice has a variant of its own.",
    explanation: "A variant holds nothing where it stands for one value, and a type where it stands for an alternative of a choice.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: Some("source-variant-retyped"),
};
