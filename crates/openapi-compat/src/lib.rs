//! Compares two OpenAPI documents: what changed, whom it breaks, and a message that proves it.
//!
//! The work goes through three places that know nothing of each other's business: `pair` finds what belongs together,
//! `detect` states as facts what differs, and `judge` turns facts into [`Finding`]s by the [`Rule`]s, which are data.
//! Nothing here formats for people beyond the sentences of a finding.
//!
//! [`compare()`] is the entry; [`positions()`] gives every pair of schemas that describe the same part of a message.

mod audience;
mod comparison;
mod coverage;
mod detect;
mod fact;
mod finding;
mod judge;
mod message;
mod nulls;
mod options;
mod pair;
mod rule;
mod rules;
mod sample;
mod schema;
mod schema_coverage;
mod takeovers;
mod unchanged;
mod wire_text;

pub use audience::{Audience, Judgement, Verdicts};
pub use comparison::{Comparison, Summary, compare};
pub use coverage::{COVERAGE, Treatment};
pub use finding::{Finding, HttpMessage, Operation, Place, Side};
pub use judge::{fill, fingerprint_of};
pub use nulls::NullReading;
pub use options::Options;
pub use pair::positions::{Part, Position, Serialization, positions};
pub use rule::{Default as RuleDefault, Inbound, Rule};
pub use rules::RULES;
pub use schema::{RelaxedFile, relaxed};
pub use schema_coverage::SCHEMA_COVERAGE;
