//! Values that show that one schema is not contained in another, and what in the schemas is the cause.

use std::fmt;
use std::sync::Arc;

use source_tree::{Pointer, Position};

use crate::value::Value;

/// A value that the first schema allows and the second refuses. `Display` writes it as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Witness {
    /// The value itself.
    pub value: Value,
    /// What in the two schemas makes the difference, in the order of the first schema. Empty where
    /// [`Options::causes`](crate::Options::causes) is off.
    pub causes: Vec<Cause>,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

/// A pair of keywords, one in each schema, because of which the first schema is not contained in the second.
///
/// It stands as far down as it can: the schemas around these keywords would not be contained even if every pair of
/// schemas further down were the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// In the first schema: the keyword that the second one refuses, or the schema where the keyword is missing.
    pub a: Place,
    /// In the second schema: the keyword that refuses.
    pub b: Place,
}

/// A place in a document. `Display` writes `file:line:column`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name under which the document was read.
    pub document: Arc<str>,
    /// Where in the file: line and column.
    pub position: Position,
    /// Where in the document, as a JSON pointer (RFC 6901).
    pub pointer: Pointer,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.document, self.position)
    }
}
