//! `response-other-status-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-other-status-added",
    title: "response `{status}` was added",
    why: "Clients treat a status that they do not know as the x00 status of its class.",
    remedy: "",
    explanation: "RFC 9110, 15: a client must understand the class of any status code. Informational and error statuses and 304 are not results that a client waits for.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document does not answer with it.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-other-status-removed"),
};
