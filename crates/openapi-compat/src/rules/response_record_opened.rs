//! `response-record-opened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "response-record-opened",
    title: "{subject} may have more undeclared members in responses: `{keyword}`",
    why: "The base document rules out members beyond the declared ones, and the revision does not.",
    remedy: "Go on ruling out members that are not declared.",
    explanation: "`additionalProperties` and `unevaluatedProperties` say which members a record takes beyond those that it declares. A sender sends what its schema declares, so that the contract holds either way; programs that send or read more than that meet another answer.",
    default: Default::Fixed(Verdicts::BEHAVIOR),
    inbound: None,
    mirror: Some("response-record-closed"),
};
