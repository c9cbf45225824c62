//! `security-flow-added`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "security-flow-added",
    title: "OAuth flow `{flow}` of `{scheme}` was added",
    why: "Tokens from the other flows are accepted as before.",
    remedy: "",
    explanation: "A flow is one way to get a token (OpenAPI 3.1.1, 4.8.28).",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("security-flow-removed"),
};
