//! `parameter-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-added",
    title: "optional {in} parameter `{name}` was added",
    why: "Requests without it are still accepted.",
    remedy: "",
    explanation: "A client of the base document does not send the parameter and does not have to.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A receiver of the base document ignores a parameter that it does not know.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("parameter-removed"),
};
