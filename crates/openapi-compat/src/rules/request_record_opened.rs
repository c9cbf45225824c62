//! `request-record-opened`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-record-opened",
    title: "{subject} takes more undeclared members in requests: `{keyword}`",
    why: "The revision accepts every member that a client of the base document may send.",
    remedy: "",
    explanation: "`additionalProperties` and `unevaluatedProperties` say which members a record takes beyond those that it declares. A sender sends what its schema declares, so that the contract holds either way; programs that send or read more than that meet another answer.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("request-record-closed"),
};
