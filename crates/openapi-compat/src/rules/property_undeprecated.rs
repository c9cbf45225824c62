//! `property-undeprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "property-undeprecated",
    title: "{subject} is no longer deprecated in requests and responses",
    why: "No message changes.",
    remedy: "",
    explanation: "`deprecated` announces that something may go; taking it back promises that it stays. The same schema stands in requests and in responses, so that the change is told once.",
    default: Default::Fixed(Verdicts::DOCS),
    inbound: None,
    mirror: Some("property-deprecated"),
};
