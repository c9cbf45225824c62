//! `response-record-closed`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-record-closed",
    title: "{subject} has fewer undeclared members in responses: `{keyword}`",
    why: "The base document allows members beyond the declared ones, and allows that there are none.",
    remedy: "",
    explanation: "`additionalProperties` and `unevaluatedProperties` say which members a record takes beyond those that it declares. A sender sends what its schema declares, so that the contract holds either way; programs that send or read more than that meet another answer.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("response-record-opened"),
};
