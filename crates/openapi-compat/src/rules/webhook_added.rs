//! `webhook-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "webhook-added",
    title: "webhook `{name}` (`{method}`) was added",
    why: "A client gets it once it subscribes.",
    remedy: "",
    explanation: "A new webhook breaks nobody.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("webhook-removed"),
};
