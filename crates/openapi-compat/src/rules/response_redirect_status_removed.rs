//! `response-redirect-status-removed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-redirect-status-removed",
    title: "response `{status}` was removed",
    why: "A client of the base document handles a response that no longer comes.",
    remedy: "",
    explanation: "A response that is no longer sent breaks nobody who can handle it. The codes 301, 302, 303, 307 and 308 send the client elsewhere (RFC 9110, 15.4). A client whose document does not mention them need not follow.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: Some(Inbound {
        why: "A client of the base document answers with `{code}`, which the server no longer accepts.",
        remedy: "Keep accepting it.",
        default: Default::Fixed(Verdicts::WIRE),
    }),
    mirror: Some("response-redirect-status-added"),
};
