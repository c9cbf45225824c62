//! `Exit`: how a command ended, as other programs see it.

use std::process::ExitCode;

/// How a command ended. The numbers are a contract: scripts and CI rely on them.
///
/// ```
/// use specdate::Exit;
///
/// assert_eq!(Exit::Success.code(), 0);
/// assert_eq!(Exit::Problem.code(), 1);
/// assert_eq!(Exit::Unusable.code(), 2);
/// assert_eq!(Exit::Unknown.code(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: the command did what it was asked to do and found nothing wrong.
    Success,
    /// 1: what was looked at is not as it has to be, for example stale.
    Problem,
    /// 2: something cannot be read, written or named: a file, a document, an API, an option.
    Unusable,
    /// 3: the answer to the question is not known.
    Unknown,
}

impl Exit {
    /// The exit code of the process.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Problem => 1,
            Self::Unusable => 2,
            Self::Unknown => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}
