//! `parameter-allow-reserved-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-allow-reserved-removed",
    title: "{in} parameter `{name}` may no longer hold reserved characters as they are",
    why: "A client of the base document sends reserved characters unencoded.",
    remedy: "Keep `allowReserved: true`.",
    explanation: "With `allowReserved` clients send the characters that RFC 3986, 2.2 reserves as they are; a server that does not expect that ends the value at one of them.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "Reserved characters arrive encoded; a receiver that takes them unencoded takes them encoded too.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("parameter-allow-reserved-added"),
};
