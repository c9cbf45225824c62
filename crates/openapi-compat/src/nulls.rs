//! How a document says that null is allowed.

use std::fmt;

use openapi_doc::Document;
use schema_subset::{Dialect, Nullable};

use crate::schema::reading;

/// How the comparison reads a document where it says that null is allowed: one reading for all of it.
///
/// OpenAPI 3.0 leaves room for several; reports say which one was taken.
///
/// ```
/// use openapi_compat::NullReading;
/// use openapi_doc::{Limits, MemoryFiles, load};
///
/// let text = "openapi: 3.1.1\ninfo: { title: Pets, version: '1' }\npaths: {}\n";
/// let document = load("api.yaml", &MemoryFiles::new([("api.yaml", text)]), &Limits::default()).unwrap();
/// assert_eq!(NullReading::of(&document), NullReading::Type);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NullReading {
    /// OpenAPI 3.0: `nullable: true` adds null to a `type` beside it, and to a choice (`anyOf`, `oneOf`, `allOf`) without one. An
    /// `enum` has to list null as well.
    TypeOrChoice,
    /// OpenAPI 3.0 by the letter: `nullable: true` adds null to a `type` beside it, and says nothing elsewhere.
    TypeOnly,
    /// OpenAPI 3.1: null is a type of its own, and there is no `nullable`.
    Type,
}

impl NullReading {
    /// The reading of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let reading = reading(document);
        match (reading.dialect, reading.nullable) {
            (Dialect::OpenApi3_0, Nullable::OrNull) => Self::TypeOrChoice,
            (Dialect::OpenApi3_0, Nullable::OnlyWithType) => Self::TypeOnly,
            (Dialect::JsonSchema2020_12, _) => Self::Type,
        }
    }
}

/// What allows null, as a part of a sentence.
impl fmt::Display for NullReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TypeOrChoice => {
                "`nullable: true` beside a `type` or a choice, unless an `enum` lacks it"
            }
            Self::TypeOnly => "`nullable: true` beside a `type`, unless an `enum` lacks it",
            Self::Type => "`null` among the types",
        })
    }
}
