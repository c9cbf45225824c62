//! `request-property-refused`.
//!
//! Made backwards it is a property that comes or goes, and is told as that.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-property-refused",
    title: "property `{name}` is no longer taken in requests",
    why: "A client of the base document may send it, and the revision refuses members that it does not declare.",
    remedy: "Keep the property declared, or allow members that are not declared.",
    explanation: "`additionalProperties: false` and `unevaluatedProperties: false` refuse every member that is not declared.",
    default: Default::Computed,
    inbound: None,
    mirror: None,
};
