//! Why a document could not be read.

use std::error::Error;
use std::fmt;

use crate::position::{Position, position_in};

/// Why a document could not be read, where, and what to do about it.
///
/// ```
/// use source_tree::{Format, Limits, SourceTree};
///
/// let error = SourceTree::parse("a.json", b"[1,]".to_vec(), Format::Json, &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "a.json:1:4: a comma before the closing bracket; remove the comma");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    name: Box<str>,
    position: Position,
    message: Box<str>,
    help: Box<str>,
}

impl ParseError {
    pub(crate) fn new(name: &str, position: Position, message: &str, help: &str) -> Self {
        Self {
            name: name.into(),
            position,
            message: message.into(),
            help: help.into(),
        }
    }

    /// The name that the document was given when it was parsed.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the document could not be read any further.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// What is wrong there, without place and next step.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The next step: how to change the document (or the limits) so that it can be read.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(
            f,
            "{}:{line}:{column}: {}; {}",
            self.name, self.message, self.help
        )
    }
}

impl Error for ParseError {}

/// A [`ParseError`] before its offset is turned into line and column.
///
/// Boxed, because results with it are returned for every token: they fit a register that way.
#[derive(Debug)]
pub(crate) struct Fault(Box<Parts>);

#[derive(Debug)]
struct Parts {
    offset: usize,
    message: String,
    help: String,
}

impl Fault {
    pub fn new(offset: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            offset,
            message: message.into(),
            help: help.into(),
        }))
    }

    /// The error for the document `name` with the given bytes.
    pub fn locate(&self, name: &str, bytes: &[u8]) -> ParseError {
        let Parts {
            offset,
            message,
            help,
        } = &*self.0;
        ParseError::new(name, position_in(bytes, *offset), message, help)
    }
}
