//! `response-other-status-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-other-status-removed",
    title: "response `{status}` was removed",
    why: "A client of the base document handles a response that no longer comes.",
    remedy: "",
    explanation: "A response that is no longer sent breaks nobody who can handle it. RFC 9110, 15: a client must understand the class of any status code. Informational and error statuses and 304 are not results that a client waits for.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A server treats a status that it does not know as the x00 status of its class.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-other-status-added"),
};
