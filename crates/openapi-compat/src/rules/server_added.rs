//! `server-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "server-added",
    title: "server `{url}` was added",
    why: "Clients use the servers that they know.",
    remedy: "",
    explanation: "One more address breaks nobody.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("server-removed"),
};
