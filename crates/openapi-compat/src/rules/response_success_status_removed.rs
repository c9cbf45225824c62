//! `response-success-status-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-success-status-removed",
    title: "response `{status}` was removed",
    why: "A client of the base document handles a response that no longer comes.",
    remedy: "",
    explanation: "A response that is no longer sent breaks nobody who can handle it. A status is covered by its code, by its range, or by `default`; beside an explicit success, `default` covers 4xx and 5xx only. A new success that nothing in the base document covers is a result that its clients can not read.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document answers with `{code}`, which the server no longer accepts.",
        remedy: "Keep accepting it.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-success-status-added"),
};
