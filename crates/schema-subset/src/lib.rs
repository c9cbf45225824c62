//! What deciding containment of JSON Schemas rests on.
//!
//! "Is every value that one schema allows allowed by another?" comes down to finding one value that the first allows and
//! the second refuses. This crate has the parts that such a search stands on, each usable by itself:
//!
//! - [`numbers`]: exact decimals, and numbers within bounds, on lattices (`multipleOf`) and off them;
//! - [`strings`]: ECMA-262 patterns as automata with complement and intersection, and the shortest readable string that
//!   matches some patterns, matches none of others and has a length;
//! - [`check`]: the independent path that a value found has to pass, by its own translation of a schema in either
//!   [`Dialect`] to JSON Schema 2020-12 and the crate `jsonschema`; and whether a sender sends the value.
//!
//! Every answer is one of three: found, proven empty, or unknown with a reason. Work is counted in [`steps`] and not in
//! seconds, so an answer is the same on every machine.
//!
//! ```
//! use schema_subset::steps::{Outcome, Steps};
//! use schema_subset::strings::{Pattern, StringQuery};
//!
//! // Is every string of three letters one of at most two words? No: "aaa" is not.
//! let letters = Pattern::compile("^[a-z]{3}$").unwrap();
//! let words = Pattern::compile("^(yes|no)$").unwrap();
//! let query = StringQuery { positive: vec![&letters], negative: vec![&words], ..StringQuery::default() };
//! match query.solve(1, &mut Steps::new(10_000)) {
//!     Outcome::Found { values, .. } => assert_eq!(values, ["aaa"]),
//!     other => panic!("{other:?}"),
//! }
//! ```

pub mod check;
mod dialect;
pub mod numbers;
pub mod steps;
pub mod strings;

pub use dialect::{Dialect, Formats, Nullable, Reading, Role};
