//! `security-flow-removed`.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "security-flow-removed",
    title: "OAuth flow `{flow}` of `{scheme}` was removed",
    why: "A client of the base document gets its tokens that way.",
    remedy: "Keep the flow beside the others.",
    explanation: "A flow is one way to get a token (OpenAPI 3.1.1, 4.8.28). Whether a client of the base document can use another one, and whether its old tokens still count, the documents do not say.",
    default: Default::Computed,
    inbound: None,
    mirror: Some("security-flow-added"),
};
