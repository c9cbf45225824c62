//! `parameter-required-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-required-added",
    title: "required {in} parameter `{name}` was added",
    why: "A request of the base document does not carry it and is refused.",
    remedy: "Add it as an optional parameter with a default.",
    explanation: "A client of the base document can not know the parameter, so none of its requests has it.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "A receiver of the base document ignores a parameter that it does not know.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("parameter-required-removed"),
};
