//! `sunset-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "sunset-added",
    title: "`{method} {path}` ends on {after}",
    why: "It is answered as before until that day.",
    remedy: "",
    explanation: "The extension `x-sunset` names the last day on which an operation is answered (compare RFC 8594).",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("sunset-removed"),
};
