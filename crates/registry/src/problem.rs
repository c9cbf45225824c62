//! `Problem`: one thing that is wrong in a registry file.

use std::fmt;

use crate::position::Position;

/// How much a problem matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The registry contradicts itself or breaks a rule: a check fails.
    Error,
    /// Something is overdue; the registry is still usable.
    Warning,
}

/// One thing that is wrong in a registry file: what, where, and the next step.
///
/// ```
/// let problems = registry::Registry::parse("specdate.toml", "[api.verifa]\ntitel = \"Verifa\"\n").unwrap_err();
/// assert_eq!(
///     problems[0].to_string(),
///     "specdate.toml:2:1: unknown field `titel` in `[api.verifa]`; did you mean `title`?"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable name of the rule, such as `duplicate-date`.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file, as its name was given to [`Registry::parse`](crate::Registry::parse).
    pub file: String,
    /// Where in the file.
    pub position: Position,
    /// What is wrong, starting in lower case.
    pub message: String,
    /// What to do about it.
    pub next_step: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            position,
            message,
            next_step,
            ..
        } = self;
        write!(f, "{file}:{position}: {message}; {next_step}")
    }
}

impl std::error::Error for Problem {}
