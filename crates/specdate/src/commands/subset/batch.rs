//! Many questions, one in a line.
//!
//! A line is answered before the next one is read, and the answer is handed on at once, so that a program can ask
//! through a pipe and wait. Nothing is kept from line to line.

use std::path::Path;

use schema_subset::{Options, Schema};
use source_tree::{Format, Limits, Node, SourceTree};

use super::line::{Question, Refusal};
use super::terms::Terms;
use crate::Exit;
use crate::input::{Input, Line, LineError, Lines, too_large};
use crate::report::diagnostic::Diagnostic;
use crate::report::subset as report;
use crate::terminal::Terminal;

/// Answers the lines of `input` until one cannot be read: a program that waits for its answer must not wait forever.
///
/// # Errors
///
/// The line that cannot be read.
pub(super) fn run(
    input: Input<'_>,
    defaults: Terms,
    directory: &Path,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Diagnostic> {
    let limits = Limits::default();
    let reader = input.open(directory, terminal.input.take())?;
    let mut lines = Lines::new(reader, limits.max_bytes);
    loop {
        let line = match lines.next_line() {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(Exit::Success),
            Err(LineError::Failed(error)) => return Err(input.failed(&error)),
            Err(LineError::TooLong { number }) => {
                let place = format!("{}:{number}:1", input.name());
                return Err(too_large(&place, "the line", &limits));
            }
        };
        if line.bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let number = line.number;
        let answer = answer(line, defaults, &limits).map_err(|refusal| {
            let Refusal {
                column,
                message,
                help,
            } = refusal;
            let place = format!("{}:{number}:{column}", input.name());
            Diagnostic::new(format!("{place}: {message}")).help(help)
        })?;
        terminal.out.write(&answer);
        terminal.out.flush();
        if terminal.out.is_lost() {
            // Nobody reads the answers any more, and the questions may never end.
            return Ok(Exit::Success);
        }
    }
}

fn answer(line: Line, defaults: Terms, limits: &Limits) -> Result<String, Refusal> {
    let Line { number, bytes } = line;
    let tree = SourceTree::parse("line", bytes, Format::Json, limits)
        .map_err(|error| Refusal::of_text(&error, number))?;
    let Question { id, a, b, terms } = Question::read(&tree, defaults)?;
    // From the text that is written in the line: its numbers stay as they are.
    let schema = |name, node: Node<'_>| {
        Schema::parse(name, node.source(), terms.reading()).map_err(|error| {
            let refusal = Refusal::of_text(&error, number);
            Refusal {
                column: refusal.column + node.position().column - 1,
                ..refusal
            }
        })
    };
    // An answer has no field for causes, so none are looked for.
    let options = Options {
        causes: false,
        ..Options::default()
    };
    let verdict = terms.decide(&schema("a", a)?, &schema("b", b)?, &options);
    Ok(report::line(id.source(), &verdict))
}
