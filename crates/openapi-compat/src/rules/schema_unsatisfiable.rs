//! `schema-unsatisfiable`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "schema-unsatisfiable",
    title: "{subject} allows no value at all",
    why: "Its keywords contradict each other, so that nothing can be compared there.",
    remedy: "",
    explanation: "A sender sends what its schema declares. Where a schema leaves nothing to send as it is written, the comparison reads it in another way, so that what is around it can be compared: `oneOf` as `anyOf`, and where that does not help, whatever the schema accepts. Validators that take it as it is written refuse every value there.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("schema-satisfiable"),
};
