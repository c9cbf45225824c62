//! `parameter-allow-reserved-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-allow-reserved-added",
    title: "{in} parameter `{name}` may hold reserved characters as they are",
    why: "Requests that encode them are accepted as before.",
    remedy: "",
    explanation: "Without `allowReserved` clients percent-encode the characters that RFC 3986, 2.2 reserves. A server that takes them unencoded takes them encoded too.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "Reserved characters may arrive unencoded, and a receiver of the base document expects them encoded.",
        remedy: "Keep encoding them.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("parameter-allow-reserved-removed"),
};
