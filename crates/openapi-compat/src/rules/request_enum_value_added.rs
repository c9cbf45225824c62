//! `request-enum-value-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-enum-value-added",
    title: "{subject} takes {values} as well in requests",
    why: "A client of the base document does not send it.",
    remedy: "",
    explanation: "A value more that is accepted changes nothing for clients that do not know it.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-enum-value-removed"),
};
