//! `response-null-added`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-null-added",
    title: "{subject} may be null in responses",
    why: "A client of the base document does not expect null there.",
    remedy: "Leave the member out instead, if it is optional, or make the change in a new date.",
    explanation: "Null in OpenAPI 3.0 is `nullable: true`, in 3.1 a `null` among the types, or an arm of `anyOf` or `oneOf` that allows nothing else. The generated client reads null in an optional member as if it were left out.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("response-null-removed"),
};
