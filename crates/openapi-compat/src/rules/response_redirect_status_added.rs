//! `response-redirect-status-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Inbound, Rule};

pub static RULE: Rule = Rule {
    id: "response-redirect-status-added",
    title: "response `{status}` was added",
    why: "A client of the base document does not follow the redirect `{code}`.",
    remedy: "Answer at the old address, or add the redirect with a new version date.",
    explanation: "The codes 301, 302, 303, 307 and 308 send the client elsewhere (RFC 9110, 15.4). A client whose document does not mention them need not follow.",
    default: Default::Fixed(Verdicts::WIRE),
    inbound: Some(Inbound {
        why: "A client of the base document does not answer with it.",
        remedy: "",
        default: Default::Fixed(Verdicts::COMPATIBLE),
    }),
    mirror: Some("response-redirect-status-removed"),
};
