//! `response-property-added-to-closed`.
//!
//! Made backwards it is a property that comes or goes, and is told as that.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-property-added-to-closed",
    title: "property `{name}` was added to responses that the base closed",
    why: "The base document refuses members that it does not declare, and a strict client of it refuses the response.",
    remedy: "Leave response schemas open, so that members can be added.",
    explanation: "`additionalProperties: false` and `unevaluatedProperties: false` refuse every member that is not declared. The generated client ignores unknown members.",
    default: Default::Computed,
    inbound: None,
    mirror: None,
};
