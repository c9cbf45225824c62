//! `response-success-status-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-success-status-added",
    title: "response `{status}` was added",
    why: "A client of the base document does not know the success `{code}`.",
    remedy: "Keep the statuses of success, or add the new one with a new version date.",
    explanation: "A status is covered by its code, by its range, or by `default`; beside an explicit success, `default` covers 4xx and 5xx only. A new success that nothing in the base document covers is a result that its clients can not read.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "A client of the base document does not answer with it.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-success-status-removed"),
};
