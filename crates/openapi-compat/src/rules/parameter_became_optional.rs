//! `parameter-became-optional`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-became-optional",
    title: "{in} parameter `{name}` became optional",
    why: "Requests with it are accepted as before.",
    remedy: "",
    explanation: "A client of the base document always sends the parameter.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A receiver of the base document needs it, and it may be left out now.",
        remedy: "Keep sending it every time.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("parameter-became-required"),
};
