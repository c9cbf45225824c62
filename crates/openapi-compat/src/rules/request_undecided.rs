//! `request-undecided`.
//!
//! Backwards it is another question, with an answer of its own.

use crate::rule::{Default, Rule};

pub static RULE: Rule = Rule {
    id: "request-undecided",
    title: "whether requests of the base are accepted cannot be decided",
    why: "It could not be proven that every value that a client of the base document sends is accepted, and no value was found that is refused.",
    remedy: "Look at the schema by hand, or write it with keywords that can be compared.",
    explanation: "The comparison answers in three ways: proven compatible, breaking with a message that shows it, or unknown with a reason. Unknown never passes silently.",
    default: Default::Computed,
    inbound: None,
    mirror: None,
};
