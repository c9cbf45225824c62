//! `parameter-deprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "parameter-deprecated",
    title: "{in} parameter `{name}` is deprecated now",
    why: "Everything works as before.",
    remedy: "",
    explanation: "`deprecated: true` asks clients to leave (OpenAPI 3.1.1). It announces a later break and is none. Written out, `deprecated: false` says nothing.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("parameter-undeprecated"),
};
