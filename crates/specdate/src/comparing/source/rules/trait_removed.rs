//! `source-trait-removed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-trait-removed",
    title: "type `{item}` is no longer `{before}`",
    why: "Code that relies on the trait, such as `{item}::default()`, does not compile.",
    remedy: "Make the new property optional; leave an enum without open values as it is.",
    explanation: "A struct is `Default` where no member is required, and an enum is `Copy` where no variant holds a value, as that for unknown values does. A required property that is added takes the one away, an enum that becomes open the other.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: None,
};
