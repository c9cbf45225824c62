//! `property-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "property-added",
    title: "optional property `{name}` was added to requests and responses",
    why: "A client of the base document does not send it and ignores it where it reads it.",
    remedy: "",
    explanation: "The same schema stands in requests and in responses. A receiver accepts every member that its schema does not forbid.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("property-removed"),
};
