//! `sunset-earlier`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "sunset-earlier",
    title: "`{method} {path}` ends on {after}, not on {before}",
    why: "Clients were promised answers until {before}.",
    remedy: "Keep the day that was announced, or announce a later one.",
    explanation: "An announced end is a promise that people plan by. Moving it forward takes time from them that they counted on.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("sunset-later"),
};
