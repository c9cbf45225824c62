//! Compares two OpenAPI documents: what changed, whom it breaks, and a message that proves it.
//!
//! The work goes through three places that know nothing of each other's business: `pair` finds what belongs together,
//! `detect` states as facts what differs, and `judge` turns facts into [`Finding`]s by the [`Rule`]s, which are data.
//! Nothing here formats for people beyond the sentences of a finding.

mod audience;
mod finding;
mod rule;
mod rules;

pub use audience::{Audience, Judgement, Verdicts};
pub use finding::{Finding, HttpMessage, Operation, Place, Side};
pub use rule::{Default as RuleDefault, Rule};
pub use rules::RULES;
