//! The streams and the current directory of this process, for programs that do nothing but run a command.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use crate::status_line::{PATIENCE, StatusLine};
use crate::{AutoColor, Invocation, Terminal, run};

/// Runs a command on the standard streams of this process.
///
/// Without `--color` there is color where the stream is a terminal that can show it and `NO_COLOR` is not set.
pub fn run_process(
    arguments: impl IntoIterator<Item = OsString>,
    invocation: &Invocation<'_>,
) -> ExitCode {
    let (out, err) = (io::stdout(), io::stderr());
    let auto = AutoColor {
        out: AutoStream::choice(&out) != ColorChoice::Never || is_paged_by_git(),
        err: AutoStream::choice(&err) != ColorChoice::Never,
    };
    // Where there is no color, a line that comes and goes could not be shown either, or is not wanted.
    let status = (auto.err && err.is_terminal() && can_take_back())
        .then(|| StatusLine::start(Box::new(AutoStream::always(io::stderr())), PATIENCE));
    // Whether there is color is decided where the text is made; these streams only translate it for old consoles.
    let mut out = BufWriter::new(AutoStream::always(out.lock()));
    // Not locked, because the status line is written by another thread.
    let mut err = AutoStream::always(err);
    let mut input = io::stdin().lock();
    let mut terminal = Terminal::new(&mut out, &mut err, auto).with_input(&mut input);
    if let Some(status) = &status {
        terminal = terminal.with_status(&status.line());
    }
    run(arguments, invocation, &mut terminal).into()
}

/// Whether what was drawn on a terminal can be taken back. A dumb one cannot, and the log of a CI service, which often looks
/// like a terminal that has color, keeps every state of a line.
fn can_take_back() -> bool {
    !is_set_to("TERM", &["dumb", ""]) && std::env::var_os("CI").is_none()
}

/// Whether a variable of the environment has one of these values.
fn is_set_to(name: &str, values: &[&str]) -> bool {
    std::env::var(name).is_ok_and(|value| values.contains(&value.as_str()))
}

/// Whether git shows standard output in a pager on a terminal. A stream to a pager looks like any other pipe, so git says so
/// to the programs that it runs.
fn is_paged_by_git() -> bool {
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    is_set_to("GIT_PAGER_IN_USE", &["true", "1"]) && !is_set_to("TERM", &["dumb", ""]) && !is_plain
}

/// The current directory, or `.` where the system does not say which one that is.
#[must_use]
pub fn current_directory() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}
