//! One question about two documents.

use std::io::BufRead;
use std::path::Path;

use schema_subset::{Options, Schema, Verdict};
use source_tree::Limits;

use super::refuse_as_schema;
use super::terms::Terms;
use crate::Exit;
use crate::cli::OutputFormat;
use crate::input::Input;
use crate::report::diagnostic::Diagnostic;
use crate::report::subset as report;
use crate::terminal::{Terminal, Verb};

/// Reads both, decides, and prints the answer.
///
/// # Errors
///
/// Each of the two that cannot be read.
pub(super) fn run(
    [a, b]: [Input<'_>; 2],
    terms: Terms,
    format: OutputFormat,
    directory: &Path,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    if (a, b) == (Input::Stdin, Input::Stdin) {
        let message = "`-` stands for both schemas, and standard input can be read only once";
        return Err(vec![
            Diagnostic::new(message).help("name a file for one of them"),
        ]);
    }
    // Whoever types a schema is not interrupted.
    if ![a, b].contains(&Input::Stdin) {
        terminal.working(Verb::Reading);
    }
    let mut read = |input: Input<'_>| {
        // Only one of the two takes standard input.
        let stdin = match input {
            Input::Stdin => terminal.input.take(),
            Input::File(_) => None,
        };
        read(input, terms, directory, stdin)
    };
    let (a, b) = match (read(a), read(b)) {
        (Ok(a), Ok(b)) => (a, b),
        (a, b) => return Err([a.err(), b.err()].into_iter().flatten().collect()),
    };
    terminal.working(Verb::Comparing);
    let verdict = terms.decide(&a, &b, &Options::default());
    let text = match format {
        OutputFormat::Text => {
            let pair = report::Pair {
                a: a.tree(),
                b: b.tree(),
                role: terms.role(),
            };
            report::text(&pair, &verdict, &terminal.out.styles)
        }
        OutputFormat::Json => report::json(&verdict),
    };
    terminal.out.write(&text);
    Ok(match verdict {
        Verdict::Contained => Exit::Success,
        Verdict::NotContained(_) => Exit::Problem,
        Verdict::Unknown(_) => Exit::Unknown,
    })
}

fn read(
    input: Input<'_>,
    terms: Terms,
    directory: &Path,
    stdin: Option<&mut dyn BufRead>,
) -> Result<Schema, Diagnostic> {
    let tree = input.document(directory, stdin, &Limits::default())?;
    if let Some(message) = refuse_as_schema(tree.root()) {
        let (name, position) = (tree.name(), tree.root().position());
        return Err(Diagnostic::new(format!("{name}:{position}: {message}"))
            .help(r#"write the schema itself, such as `{"type": "string"}`"#));
    }
    Ok(Schema::from_tree(tree, terms.reading()))
}
