//! `Diagnostic`: one thing that is wrong, and the next step.

use std::fmt::Write as _;

use openapi_codegen::{GenerateError, Refused};
use registry::Severity;

use crate::issue::Issue;
use crate::report::words::{counted, visible};
use crate::terminal::Styles;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    /// What, and where if it has a place: `file:line:column: what`.
    message: String,
    /// The next step.
    help: Option<String>,
    is_error: bool,
}

impl Diagnostic {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            is_error: true,
        }
    }

    /// The same, where nothing fails because of it.
    fn warning(self) -> Self {
        Self {
            is_error: false,
            ..self
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into()).filter(|help: &String| !help.is_empty());
        self
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn render(&self, styles: &Styles) -> String {
        let Styles { help, .. } = styles;
        let (word, style) = if self.is_error {
            ("error:", styles.error)
        } else {
            ("warning:", styles.warning)
        };
        let mut text = format!("{style}{word}{style:#} {}\n", visible(&self.message));
        if let Some(next_step) = &self.help {
            let _ = writeln!(text, "  {help}help:{help:#} {}", visible(next_step));
        }
        text
    }
}

/// All of them, and how many they are where there is more than one.
pub(crate) fn render_all(diagnostics: &[Diagnostic], styles: &Styles) -> String {
    let mut text: String = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.render(styles))
        .collect();
    let errors = diagnostics.iter().filter(|one| one.is_error).count();
    if errors > 1 {
        let sum = format!(
            "stopped because of {}",
            counted(errors, "problem", "problems")
        );
        text.push_str(&Diagnostic::new(sum).render(styles));
    }
    text
}

impl From<registry::Problem> for Diagnostic {
    fn from(problem: registry::Problem) -> Self {
        Self::from(Issue::from(problem))
    }
}

impl From<Issue> for Diagnostic {
    fn from(issue: Issue) -> Self {
        let Issue {
            id,
            severity,
            file,
            line,
            column,
            message,
            next_step,
        } = issue;
        let told = Self::new(format!("{file}:{line}:{column}: {message} [{id}]")).help(next_step);
        if severity == Severity::Error {
            told
        } else {
            told.warning()
        }
    }
}

impl From<openapi_doc::Problem> for Diagnostic {
    fn from(problem: openapi_doc::Problem) -> Self {
        let openapi_doc::Problem {
            code,
            message,
            help,
            location,
        } = problem;
        Self::new(format!("{location}: {message} [{code}]")).help(help)
    }
}

impl From<source_tree::ParseError> for Diagnostic {
    fn from(error: source_tree::ParseError) -> Self {
        let (name, position) = (error.name(), error.position());
        Self::new(format!("{name}:{position}: {}", error.message())).help(error.help())
    }
}

/// What a failed generation has to say.
pub(crate) fn of_generation(error: GenerateError) -> Vec<Diagnostic> {
    match error {
        GenerateError::Document(problems) => problems.into_iter().map(Diagnostic::from).collect(),
        GenerateError::Obstacles(obstacles) => obstacles
            .into_iter()
            .map(|obstacle| {
                let message = format!(
                    "{}: {} [{}]",
                    obstacle.location,
                    obstacle.sentence(),
                    obstacle.id
                );
                Diagnostic::new(message).help(obstacle.next_step)
            })
            .collect(),
        GenerateError::Refused(Refused {
            location,
            subject,
            reason,
        }) => {
            let message =
                format!("{location}: the client generator cannot take {subject}: {reason}");
            vec![
                Diagnostic::new(message)
                    .help("say that part of the document in another way, or leave it out"),
            ]
        }
        error @ GenerateError::NoDocument { .. } => {
            let help = "put the document there, or name another file by `document` in the entry";
            vec![Diagnostic::new(error.to_string()).help(help)]
        }
        error @ GenerateError::Read { .. } => {
            let help = "the registry names documents and, in `client.crate`, the client's folder";
            vec![Diagnostic::new(error.to_string()).help(help)]
        }
        error @ GenerateError::NotText { .. } => {
            vec![Diagnostic::new(error.to_string()).help("save the file as UTF-8")]
        }
        error @ (GenerateError::Shape { .. } | GenerateError::ManifestShape(_)) => {
            vec![Diagnostic::new(error.to_string())]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_problems_are_summed_up() {
        let one = Diagnostic::new("a.yaml:1:1: wrong").help("make it right");
        let other = Diagnostic::new("b\u{7}").help("");
        assert_eq!(
            render_all(std::slice::from_ref(&one), &Styles::new(false)),
            "error: a.yaml:1:1: wrong\n  help: make it right\n"
        );
        assert_eq!(
            render_all(&[one, other], &Styles::new(false)),
            "error: a.yaml:1:1: wrong\n  help: make it right\nerror: b\\u{7}\nerror: stopped because of 2 problems\n"
        );
    }
}
