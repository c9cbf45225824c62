//! `source-field-retyped`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-field-retyped",
    title: "field `{member}` of `{item}` is `{after}` and no longer `{before}`",
    why: "Code that reads or sets the field was written for the old type.",
    remedy: "Keep the type; where a value may be left out now or no longer, say so with a new version date.",
    explanation: "The type is that of the generated code: an optional property is `Option<T>`, a required one `T`. So a property that becomes required breaks no message that comes, but the code that unwraps it.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: Some("source-field-retyped"),
};
