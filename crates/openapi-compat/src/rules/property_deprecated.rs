//! `property-deprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "property-deprecated",
    title: "{subject} is deprecated in requests and responses",
    why: "No message changes.",
    remedy: "",
    explanation: "`deprecated` announces that something may go; nothing changes yet. The same schema stands in requests and in responses, so that the change is told once.",
    default: Default::Fixed(Verdicts::DOCS),
    inbound: None,
    mirror: Some("property-undeprecated"),
};
