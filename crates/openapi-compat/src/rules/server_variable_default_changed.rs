//! `server-variable-default-changed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "server-variable-default-changed",
    title: "default of the server variable `{variable}` changed from `{before}` to `{after}`",
    why: "Clients of the base document keep the address that they were built with.",
    remedy: "",
    explanation: "The default is the value of clients that choose none (OpenAPI 3.1.1, 4.8.6). As long as the old value is permitted, its address is answered.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("server-variable-default-changed"),
};
