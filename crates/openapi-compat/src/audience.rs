//! Who may be affected by a change, and how each of them is.

use std::fmt;

/// Who may be affected by a change. Each has a gate of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Programs that send and read messages by the contract.
    Wire,
    /// The same programs: their messages are still accepted, but mean something else, or information is lost.
    Behavior,
    /// The generated Rust client of the base document at run time.
    Client,
    /// Code that is written against the generated Rust client of the base document.
    Source,
    /// Readers of the documentation. Nobody breaks.
    Docs,
}

impl Audience {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 5] = [
        Self::Wire,
        Self::Behavior,
        Self::Client,
        Self::Source,
        Self::Docs,
    ];

    /// The name by which gates and reports call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Behavior => "behavior",
            Self::Client => "client",
            Self::Source => "source",
            Self::Docs => "docs",
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How an audience is affected. The worst comes last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// It was not looked at.
    #[default]
    NotJudged,
    /// It is not affected.
    Compatible,
    /// It could not be decided.
    Unknown,
    /// It is affected.
    Breaking,
}

impl Judgement {
    /// The word that reports use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotJudged => "not-judged",
            Self::Compatible => "compatible",
            Self::Unknown => "unknown",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The judgement for each audience.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verdicts {
    /// For [`Audience::Wire`].
    pub wire: Judgement,
    /// For [`Audience::Behavior`].
    pub behavior: Judgement,
    /// For [`Audience::Client`].
    pub client: Judgement,
    /// For [`Audience::Source`].
    pub source: Judgement,
    /// For [`Audience::Docs`].
    pub docs: Judgement,
}

impl Verdicts {
    /// The judgement for one audience.
    ///
    /// ```
    /// use openapi_compat::{Audience, Judgement, Verdicts};
    ///
    /// let verdicts = Verdicts { wire: Judgement::Breaking, ..Verdicts::default() };
    /// assert_eq!(verdicts.of(Audience::Wire), Judgement::Breaking);
    /// assert_eq!(verdicts.of(Audience::Source), Judgement::NotJudged);
    /// ```
    #[must_use]
    pub fn of(self, audience: Audience) -> Judgement {
        match audience {
            Audience::Wire => self.wire,
            Audience::Behavior => self.behavior,
            Audience::Client => self.client,
            Audience::Source => self.source,
            Audience::Docs => self.docs,
        }
    }
}
