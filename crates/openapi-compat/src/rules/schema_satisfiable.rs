//! `schema-satisfiable`.

use crate::audience::Verdicts;
use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "schema-satisfiable",
    title: "{subject} allows values again",
    why: "Its keywords contradicted each other, and no longer do.",
    remedy: "",
    explanation: "A sender sends what its schema declares. Where a schema leaves nothing to send as it is written, the comparison reads it in another way, so that what is around it can be compared: `oneOf` as `anyOf`, and where that does not help, whatever the schema accepts. Validators that take it as it is written refuse every value there.",
    default: Default::Fixed(Verdicts::COMPATIBLE),
    inbound: None,
    mirror: Some("schema-unsatisfiable"),
};
