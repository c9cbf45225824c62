//! Strings: patterns as automata, formats as languages, and the search for strings that satisfy
//! constraints.

mod alphabet;
mod char_set;
mod dfa;
mod ecma;
mod formats;
mod formula;
mod look_ahead;
mod nfa;
mod pattern;
mod product;
mod properties;
mod query;
mod trie;

pub(crate) use formats::holds as has_format;
pub use pattern::{Pattern, Unsupported};
pub use query::StringQuery;
