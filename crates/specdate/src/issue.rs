//! `Issue`: what is wrong with what a check looks at, and the next step.

use openapi_doc::Location;
use registry::Severity;

/// A finding about the registry or about one document, where [`Entry`](crate::report::comparison::Entry) is one about two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issue {
    /// The stable id of its rule.
    pub(crate) id: &'static str,
    /// An error fails the check, a warning is told.
    pub(crate) severity: Severity,
    pub(crate) file: String,
    /// Counted from 1.
    pub(crate) line: u32,
    /// In characters, counted from 1.
    pub(crate) column: u32,
    /// What is wrong, starting in lower case.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) next_step: String,
}

impl Issue {
    /// One about a place of a document.
    pub(crate) fn at(
        location: Location,
        id: &'static str,
        severity: Severity,
        message: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Self {
        let Location {
            file,
            line,
            column,
            pointer: _,
        } = location;
        Self {
            id,
            severity,
            file,
            line,
            column,
            message: message.into(),
            next_step: next_step.into(),
        }
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts errors first, then goes by files and lines. A file that several documents reference is told once.
pub(crate) fn sort(issues: &mut Vec<Issue>) {
    issues.sort_by(|a, b| {
        (a.severity, &a.file, a.line, a.column, a.id)
            .cmp(&(b.severity, &b.file, b.line, b.column, b.id))
    });
    issues.dedup();
}

impl From<registry::Problem> for Issue {
    fn from(problem: registry::Problem) -> Self {
        let registry::Problem {
            id,
            severity,
            file,
            position,
            message,
            next_step,
        } = problem;
        // A registry file has a limit of some megabytes, so its lines and columns can be counted in less.
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            id,
            severity,
            file,
            line: number(position.line),
            column: number(position.column),
            message,
            next_step,
        }
    }
}
