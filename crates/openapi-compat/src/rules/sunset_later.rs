//! `sunset-later`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "sunset-later",
    title: "`{method} {path}` ends on {after}, not on {before}",
    why: "Clients have more time than announced.",
    remedy: "",
    explanation: "An announced end was moved back.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("sunset-earlier"),
};
