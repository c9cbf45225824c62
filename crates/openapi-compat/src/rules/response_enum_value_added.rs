//! `response-enum-value-added`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-enum-value-added",
    title: "{subject} may be {values} in responses",
    why: "A client of the base document does not know the value.",
    remedy: "List the values with `x-known-values` from the start, or make the change in a new date.",
    explanation: "`enum` and `const` list every value that is allowed (JSON Schema Validation 2020-12, sections 6.1.2 and 6.1.3). The generated client keeps unknown strings, so it goes on reading the response where the values are strings.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-enum-value-removed"),
};
