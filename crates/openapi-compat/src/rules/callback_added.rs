//! `callback-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "callback-added",
    title: "callback `{name}` (`{method} {expression}`) was added",
    why: "A client gets it at an address that it chose.",
    remedy: "",
    explanation: "A new callback breaks nobody.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("callback-removed"),
};
