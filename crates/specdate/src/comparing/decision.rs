//! What a finding does, as a gate has decided it.

use registry::Level;

/// What a finding does, and who has decided that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) outcome: Outcome,
    /// For people: the gate, the policy, the override, or the acceptance with its reason.
    pub(crate) by: String,
}

/// What a finding does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It fails the command.
    Fails,
    /// It fails the command in another way: nobody knows whether it breaks.
    Undecided,
    /// It passes, and somebody should look at it.
    Warns,
    /// It passes.
    Passes,
    /// It passes, and nobody has to look at it.
    Ignored,
    /// It passes because the registry accepts just this finding.
    Accepted,
}

impl Outcome {
    /// What a level of the registry or of a policy means.
    pub(crate) fn of(level: Level) -> Self {
        match level {
            Level::Error => Self::Fails,
            Level::Warn => Self::Warns,
            Level::Ignore => Self::Ignored,
        }
    }

    /// The word in reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Undecided => "undecided",
            Self::Warns => "warns",
            Self::Passes => "passes",
            Self::Ignored => "ignored",
            Self::Accepted => "accepted",
        }
    }
}
