//! `response-property-unconstrained`.
//!
//! Made backwards it is a property that comes or goes, and is told as that.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-property-unconstrained",
    title: "property `{name}` may be any value in responses",
    why: "A client of the base document expects the values that the property was declared with.",
    remedy: "Keep the declaration of the property.",
    explanation: "A member without a declaration of its own may have any value where the schema is a free-form map, or the values that `additionalProperties` allows.",
    default: Default::Computed,
    inbound: None,
    mirror: None,
};
