//! `request-record-closed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-record-closed",
    title: "{subject} takes fewer undeclared members in requests: `{keyword}`",
    why: "A program that sends a member beyond the declared ones was accepted and is refused now.",
    remedy: "Go on accepting members that are not declared, and ignore them.",
    explanation: "`additionalProperties` and `unevaluatedProperties` say which members a record takes beyond those that it declares. A sender sends what its schema declares, so that the contract holds either way; programs that send or read more than that meet another answer.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("request-record-opened"),
};
