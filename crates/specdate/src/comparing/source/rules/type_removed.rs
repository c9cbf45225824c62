//! `source-type-removed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-type-removed",
    title: "there is no type `{item}` any more",
    why: "Code that names it does not compile.",
    remedy: "Keep the schema among the components.",
    explanation: "Types are made from the schemas that operations and webhooks use. A type that goes with the last operation or field that spoke of it is told there.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: None,
};
