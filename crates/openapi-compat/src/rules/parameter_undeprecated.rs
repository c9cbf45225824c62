//! `parameter-undeprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-undeprecated",
    title: "{in} parameter `{name}` is no longer deprecated",
    why: "Everything works as before.",
    remedy: "",
    explanation: "Parameters that were to go away are kept after all.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("parameter-deprecated"),
};
