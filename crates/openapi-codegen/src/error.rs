//! Why generation could not be done.

use openapi_doc::{FileError as ReadError, Problem};
use registry::VersionDate;

use crate::manifest::ManifestError;
use crate::postprocess::UnexpectedShape;
use crate::{Obstacle, Refused};

/// Generation could not be done.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// A document is not as the specification wants it.
    #[error("{}", join(.0))]
    Document(Vec<Problem>),
    /// A document says what no generated client can do. All such places, of one document.
    #[error("{}", join(.0))]
    Obstacles(Vec<Obstacle>),
    /// A document is more than the generator can do, and nobody foresaw it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// progenitor wrote something that specdate cannot turn into the client.
    #[error("{document}: {shape}")]
    Shape {
        /// The document, by path from the workspace's root.
        document: String,
        /// What was missing.
        shape: UnexpectedShape,
    },
    /// The registry names a document that cannot be read.
    #[error("{place}: version {date} names {path}: {error}")]
    NoDocument {
        /// The version's entry in the registry: file, line and column.
        place: String,
        /// The version date.
        date: VersionDate,
        /// The document, by path from the workspace's root.
        path: String,
        /// What the reader says.
        error: ReadError,
    },
    /// A file of a document, or the client's manifest, cannot be read.
    #[error("cannot read {path}: {error}")]
    Read {
        /// The file, by path from the workspace's root.
        path: String,
        /// What the reader says.
        error: ReadError,
    },
    /// The client's manifest is not text.
    #[error("{path} is not UTF-8")]
    NotText {
        /// The manifest, by path from the workspace's root.
        path: String,
    },
    /// The client's manifest cannot be edited.
    #[error(transparent)]
    ManifestShape(#[from] ManifestError),
}

fn join<T: ToString>(problems: &[T]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
