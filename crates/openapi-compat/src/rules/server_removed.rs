//! `server-removed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "server-removed",
    title: "server `{url}` was removed",
    why: "Requests to `{url}` are no longer answered.",
    remedy: "Keep the old server in the list beside the new one.",
    explanation: "The addresses of the base document are its servers joined with its paths. A document without servers has `/` (OpenAPI 3.1.1, 4.8.5). What a document says of a relative address depends on where it is served, so a relative one against an absolute one is unknown.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("server-added"),
};
