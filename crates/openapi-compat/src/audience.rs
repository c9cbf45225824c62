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
    /// Nobody is affected.
    pub const COMPATIBLE: Self = Self {
        wire: Judgement::Compatible,
        behavior: Judgement::Compatible,
        client: Judgement::Compatible,
        source: Judgement::NotJudged,
        docs: Judgement::NotJudged,
    };
    /// A message is refused, or one comes that was not allowed; the generated client does as the wire.
    pub const WIRE: Self = Self {
        wire: Judgement::Breaking,
        client: Judgement::Breaking,
        ..Self::COMPATIBLE
    };
    /// The contract is broken in a part of the message that the generated client does not read.
    pub const WIRE_UNREAD: Self = Self {
        wire: Judgement::Breaking,
        ..Self::COMPATIBLE
    };
    /// Messages are accepted, but mean something else, or information is lost.
    pub const BEHAVIOR: Self = Self {
        behavior: Judgement::Breaking,
        ..Self::COMPATIBLE
    };
    /// It could not be decided whether messages are refused.
    pub const WIRE_UNKNOWN: Self = Self {
        wire: Judgement::Unknown,
        client: Judgement::Unknown,
        ..Self::COMPATIBLE
    };
    /// It could not be decided whether messages still mean the same.
    pub const BEHAVIOR_UNKNOWN: Self = Self {
        behavior: Judgement::Unknown,
        ..Self::COMPATIBLE
    };
    /// Only readers of the documentation notice. `docs` is judged for such changes alone.
    pub const DOCS: Self = Self {
        docs: Judgement::Compatible,
        ..Self::COMPATIBLE
    };

    /// For each audience the worse of the two.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        Self {
            wire: self.wire.max(other.wire),
            behavior: self.behavior.max(other.behavior),
            client: self.client.max(other.client),
            source: self.source.max(other.source),
            docs: self.docs.max(other.docs),
        }
    }

    /// Whether some audience has this judgement.
    ///
    /// ```
    /// use openapi_compat::{Judgement, Verdicts};
    ///
    /// assert!(Verdicts::WIRE.any(Judgement::Breaking) && !Verdicts::WIRE.any(Judgement::Unknown));
    /// ```
    #[must_use]
    pub fn any(self, judgement: Judgement) -> bool {
        Audience::ALL
            .iter()
            .any(|audience| self.of(*audience) == judgement)
    }

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
