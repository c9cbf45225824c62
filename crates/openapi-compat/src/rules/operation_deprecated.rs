//! `operation-deprecated`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "operation-deprecated",
    title: "`{method} {path}` is deprecated now",
    why: "Everything works as before.",
    remedy: "",
    explanation: "`deprecated: true` asks clients to leave (OpenAPI 3.1.1). It announces a later break and is none. Written out, `deprecated: false` says nothing.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("operation-undeprecated"),
};
