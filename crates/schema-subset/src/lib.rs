//! Decides whether every JSON value that one schema allows is allowed by another, with a value that shows it where not.
//!
//! ```
//! use schema_subset::{Dialect, Options, Reading, Schema, Verdict, subset};
//!
//! let schema = |text| Schema::parse("schema.json", text, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
//! let list = schema(r##"{"$ref": "#/$defs/list", "$defs": {"list": {
//!     "anyOf": [{"type": "null"}, {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/$defs/list"}}}]
//! }}}"##);
//! let objects = schema(r#"{"type": "object"}"#);
//!
//! match subset(&list, &objects, &Options::default()) {
//!     Verdict::NotContained(witness) => assert_eq!(witness.to_string(), "null"),
//!     other => panic!("{other:?}"),
//! }
//! ```
//!
//! The question is turned into one search for a value that the first allows and the second refuses. Finding none by an
//! exhaustive case split is the proof; a value found passes the independent [`check`] before it is returned. Every answer
//! is one of three: contained, not contained with a witness, or unknown with a reason. Work is counted in [`steps`] and
//! not in seconds, so an answer is the same on every machine.
//!
//! - [`subset`], [`equivalent`], [`is_empty`] and [`sample`] ask about schemas that are documents of their own, in JSON
//!   Schema 2020-12 or as the schema object of OpenAPI ([`Reading`], with what [`Discriminators`] say).
//! - [`subset_in_role`] asks about messages: a sender sends what its schema declares, a receiver accepts what its schema
//!   does not forbid.
//! - A [`Pool`] holds many schemas of many documents, merges those that say the same, and answers many questions at a
//!   fraction of the cost.
//! - A [`Witness`] is small, and names its [`Cause`]s: the keywords of both schemas that make the difference.
//!
//! The parts that the search stands on are usable by themselves: [`numbers`] (exact decimals within bounds and on
//! lattices), [`strings`] (ECMA-262 patterns with complement and intersection), and [`check`] (validity in either
//! [`Dialect`] by another path, and whether a sender sends a value).
//!
//! # What is not decided
//!
//! Patterns beyond regular languages (back-references, look-behind), `$dynamicRef` with more than one target, references
//! to documents that are not in the pool, unknown formats that only one side asserts, numbers of more than 38 digits, and
//! questions that take more than the budget are [`Verdict::Unknown`], with the [`Reason`].

pub mod check;
mod constants;
mod dialect;
mod ir;
mod load;
pub mod numbers;
mod pool;
mod rare;
mod search;
pub mod steps;
pub mod strings;
mod subset;
mod unify;
mod value;
mod verdict;
mod witness;

pub use dialect::{Dialect, Discriminators, Formats, Nullable, Reading, Role};
pub use pool::{Break, Differences, DocumentId, Pool, Proof, Relaxation, SchemaId, UriTaken};
pub use subset::{Options, Schema, equivalent, is_empty, sample, subset, subset_in_role};
pub use value::Value;
pub use verdict::{Reason, Verdict};
pub use witness::{Cause, Place, Witness};
