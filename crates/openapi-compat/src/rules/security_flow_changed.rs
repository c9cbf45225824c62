//! `security-flow-changed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "security-flow-changed",
    title: "`{member}` of the OAuth flow `{flow}` of `{scheme}` changed",
    why: "A client of the base document gets its tokens at the old address.",
    remedy: "Keep the old address.",
    explanation: "The addresses of a flow say where tokens come from (OpenAPI 3.1.1, 4.8.29). Whether the old address still answers, and whether its tokens still count, the documents do not say.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("security-flow-changed"),
};
