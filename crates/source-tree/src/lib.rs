//! Reads JSON and YAML into one arena of nodes that know their place in the source.
//!
//! [`SourceTree::parse`] owns the text of a file and answers, for every value and every key, where
//! it stands (line, column and byte range), what exactly is written there (number text is kept as
//! it is, nothing is rounded) and which keys are written twice. Both formats give the same tree,
//! so what reads it does not care which one a file is written in.
//!
//! Input is hostile: size, depth and node count are limited ([`Limits`]), nothing recurses over
//! the input, and every error names file, line, column and the next step.
//!
//! ```
//! use source_tree::{Format, Limits, Pointer, SourceTree};
//!
//! let yaml = b"openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 2026-01-01\n";
//! let tree = SourceTree::parse("pets.yaml", yaml.to_vec(), Format::Yaml, &Limits::default())?;
//!
//! let version = tree.root().get("info").and_then(|info| info.get("version")).unwrap();
//! assert_eq!(version.as_str(), Some("2026-01-01")); // a plain date is a string in YAML 1.2
//! assert_eq!((version.position().line, version.position().column), (4, 12));
//! assert_eq!(tree.pointer_to(version.id()).to_string(), "/info/version");
//!
//! let title = tree.pointer(&Pointer::parse("/info/title").unwrap()).unwrap();
//! assert_eq!(title.as_str(), Some("Pets"));
//! # Ok::<(), source_tree::ParseError>(())
//! ```

mod arena;
mod builder;
mod duplicates;
mod equality;
mod error;
mod format;
mod json;
mod limits;
mod node;
mod number;
mod parents;
mod pointer;
mod position;
mod tree;
mod yaml;

pub use duplicates::DuplicateKey;
pub use error::ParseError;
pub use format::Format;
pub use limits::Limits;
pub use node::{Array, ArrayIter, Key, Kind, Node, Object, ObjectIter, Value};
pub use number::Number;
pub use pointer::{Pointer, PointerError};
pub use position::{Position, Span};
pub use tree::{NodeId, SourceTree};
