//! `server-variable-value-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "server-variable-value-added",
    title: "server variable `{variable}` may be `{value}`",
    why: "Clients use the addresses that they know.",
    remedy: "",
    explanation: "One more address breaks nobody.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("server-variable-value-removed"),
};
