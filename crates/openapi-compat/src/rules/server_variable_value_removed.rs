//! `server-variable-value-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "server-variable-value-removed",
    title: "server variable `{variable}` may no longer be `{value}`",
    why: "Requests to the addresses with `{value}` are no longer answered.",
    remedy: "Keep the value beside the others.",
    explanation: "The values of a variable give the addresses of a templated server (OpenAPI 3.1.1, 4.8.6).",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: None,
    mirror: Some("server-variable-value-added"),
};
