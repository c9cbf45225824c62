//! `sunset-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "sunset-removed",
    title: "`{method} {path}` no longer ends on {before}",
    why: "It is answered as before.",
    remedy: "",
    explanation: "An announced end was taken back.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("sunset-added"),
};
