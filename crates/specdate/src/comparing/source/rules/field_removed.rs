//! `source-field-removed`.

use openapi_compat::{Rule, RuleDefault};

use super::SOURCE;

pub(crate) static RULE: Rule = Rule {
    id: "source-field-removed",
    title: "type `{item}` has no field `{member}` any more",
    why: "Code that reads the field, or sets it by the builder, names what is not there.",
    remedy: "Keep the name in the document, with the same type; what replaces it can be added beside it, and this one be removed with a new version date.",
    explanation: "Fields of structs are public, and the builder of a struct has a method for each. A field that is added breaks no code: structs are `#[non_exhaustive]`, so other crates write no literals of them, and have `..` in their patterns.",
    default: RuleDefault::Fixed(SOURCE),
    inbound: None,
    mirror: None,
};
