//! Patterns as the outside sees them.

use std::fmt;

use super::dfa::Machine;
use super::ecma;
use super::nfa::Program;
use crate::steps::Steps;

/// Why a pattern cannot be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported(pub(super) &'static str);

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the pattern has {}, which cannot be decided", self.0)
    }
}

impl std::error::Error for Unsupported {}

/// A regular expression in the syntax of ECMA-262, compiled.
///
/// It matches a string if it matches anywhere in it, as JSON Schema says (Validation 2020-12,
/// section 6.3.3). Look-aheads are exact wherever they stand.
///
/// ```
/// use schema_subset::steps::Steps;
/// use schema_subset::strings::Pattern;
///
/// let pattern = Pattern::compile(r"^(?!admin$)[a-z]+$").unwrap();
/// let mut steps = Steps::new(10_000);
/// assert_eq!(pattern.is_match("guest", &mut steps), Some(true));
/// assert_eq!(pattern.is_match("admin", &mut steps), Some(false));
///
/// assert!(Pattern::compile(r"(a)\1").is_err());
/// ```
#[derive(Debug)]
pub struct Pattern {
    source: Box<str>,
    program: Program,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// If it is no pattern of ECMA-262, is beyond regular languages (back-references), has a word
    /// boundary, a look-behind or a Unicode property that is not known, or its counted repetitions
    /// come to more than some ten thousand characters.
    pub fn compile(source: &str) -> Result<Self, Unsupported> {
        Ok(Self {
            source: source.into(),
            program: Program::compile(&ecma::parse(source)?)?,
        })
    }

    /// Whether the pattern matches somewhere in `text`; none if the budget is spent before that is
    /// known.
    #[must_use]
    pub fn is_match(&self, text: &str, budget: &mut Steps) -> Option<bool> {
        Machine::new(&self.program).is_match(text, budget)
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn program(&self) -> &Program {
        &self.program
    }
}
