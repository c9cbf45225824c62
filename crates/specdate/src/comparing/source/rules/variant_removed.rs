//! `source-variant-removed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-variant-removed",
    title: "enum `{item}` has no variant `{member}` any more",
    why: "Code that names the variant does not compile.",
    remedy: "Keep the value in the document, perhaps with a note that it is no longer used, and remove it with a new version date.",
    explanation: "A variant that is added breaks no code: enums are `#[non_exhaustive]`, so a `match` of another crate has an arm for what it does not know.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: None,
};
