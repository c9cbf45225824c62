//! `response-null-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-null-removed",
    title: "{subject} is no longer null in responses",
    why: "Every value that the revision sends is allowed by the base document.",
    remedy: "",
    explanation: "Null in OpenAPI 3.0 is `nullable: true`, in 3.1 a `null` among the types, or an arm of `anyOf` or `oneOf` that allows nothing else. The generated client reads null in an optional member as if it were left out.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-null-added"),
};
