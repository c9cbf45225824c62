//! `specdate subset`: whether every value of one schema is a value of another, for one pair or a stream of them.

mod batch;
mod line;
mod single;
mod terms;

use source_tree::{Kind, Node};

use crate::cli::{OutputFormat, Subset};
use crate::input::Input;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::Terminal;
use crate::{Exit, Invocation};
use terms::Terms;

/// Runs the command.
///
/// # Errors
///
/// What cannot be read. In a batch, the lines before it are answered.
pub(crate) fn run(
    options: &Subset,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let Subset {
        a,
        b,
        batch,
        dialect,
        role,
        format_assertion,
        format,
    } = options;
    let terms = Terms {
        dialect: dialect.unwrap_or_default(),
        role: *role,
        format_assertion: format_assertion.then_some(true),
    };
    let directory = &invocation.directory;
    match (batch, a, b) {
        (Some(_), _, _) if *format == Some(OutputFormat::Text) => Err(vec![
            Diagnostic::new("`--batch` answers in JSON, not in text")
                .help("leave out `--format text`"),
        ]),
        (Some(pairs), _, _) => batch::run(Input::named(pairs), terms, directory, terminal)
            .map_err(|problem| vec![problem]),
        (None, Some(a), Some(b)) => {
            let pair = [Input::named(a), Input::named(b)];
            single::run(pair, terms, format.unwrap_or_default(), directory, terminal)
        }
        (None, _, _) => {
            Err(vec![Diagnostic::new("there is no question").help(
                "name the schemas A and B, or a file of questions with `--batch`",
            )])
        }
    }
}

/// Why a value cannot be a schema, if its kind already says so.
fn refuse_as_schema(node: Node<'_>) -> Option<String> {
    match node.kind() {
        Kind::Object | Kind::Bool => None,
        other => {
            let other = with_article(other);
            Some(format!("a schema is an object or a boolean, not {other}"))
        }
    }
}

/// `a number`, `an array`, `null`.
fn with_article(kind: Kind) -> String {
    match kind {
        Kind::Null => kind.to_string(),
        Kind::Array | Kind::Object => format!("an {kind}"),
        Kind::Bool | Kind::Number | Kind::String => format!("a {kind}"),
    }
}
