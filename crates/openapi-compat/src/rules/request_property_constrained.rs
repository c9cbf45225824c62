//! `request-property-constrained`.
//!
//! Made backwards it is a property that comes or goes, and is told as that.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-property-constrained",
    title: "property `{name}` is declared and restricted in requests",
    why: "A client of the base document may send any value there, and the revision refuses some.",
    remedy: "Declare the property with a schema that allows everything that was allowed.",
    explanation: "A member without a declaration of its own may have any value where the schema is a free-form map, or the values that `additionalProperties` allows.",
    default: Default::Computed,
    inbound: None,
    mirror: None,
};
