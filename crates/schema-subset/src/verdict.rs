//! The three answers.

use std::fmt;
use std::sync::Arc;

use crate::witness::Witness;

/// Whether every value that one schema allows is allowed by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is proven that every value of the first is a value of the second.
    Contained,
    /// There is a value of the first that is none of the second.
    NotContained(Witness),
    /// It could not be decided.
    Unknown(Reason),
}

impl Verdict {
    /// Whether containment is proven.
    #[must_use]
    pub fn is_contained(&self) -> bool {
        matches!(self, Self::Contained)
    }

    /// The value that shows that containment does not hold.
    #[must_use]
    pub fn witness(&self) -> Option<&Witness> {
        match self {
            Self::NotContained(witness) => Some(witness),
            _ => None,
        }
    }
}

/// Why a question could not be decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The work budget is spent.
    Budget,
    /// The schemas are nested more deeply than the search goes.
    Depth,
    /// A keyword or one of its values is not understood.
    Unsupported(Arc<str>),
    /// Strings, numbers or names of this kind are beyond what is decided.
    Undecided(&'static str),
    /// The independent check did not confirm the value that was found.
    Unverified,
    /// The independent check could not judge the value that was found.
    Unchecked(Arc<str>),
    /// No value is allowed by the sender at all, so there is nothing to compare.
    Unsatisfiable,
    /// No schema stands at this place.
    NoSchema(Arc<str>),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Budget => f.write_str(
                "budget: the search was stopped after the steps that a question may take; it is shorter where a required \
                 constant tells the arms of each choice apart (a program may raise `Options::steps`)",
            ),
            Self::Depth => f.write_str("depth: the schemas are nested too deeply"),
            Self::Unsupported(what) => write!(f, "unsupported: {what}"),
            Self::Undecided(what) => write!(f, "undecided: {what}"),
            Self::Unverified => {
                f.write_str("unverified: the independent check did not confirm the witness")
            }
            Self::Unchecked(why) => write!(f, "unchecked: {why}"),
            Self::Unsatisfiable => f.write_str("unsatisfiable: the sender's schema allows nothing"),
            Self::NoSchema(place) => write!(f, "no schema at `{place}`"),
        }
    }
}
