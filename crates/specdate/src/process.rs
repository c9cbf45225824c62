//! The streams and the current directory of this process, for programs that do nothing but run a command.

use std::ffi::OsString;
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

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
        out: AutoStream::choice(&out) != ColorChoice::Never,
        err: AutoStream::choice(&err) != ColorChoice::Never,
    };
    // Whether there is color is decided where the text is made; these streams only translate it for old consoles.
    let mut out = BufWriter::new(AutoStream::always(out.lock()));
    let mut err = AutoStream::always(err.lock());
    let mut input = io::stdin().lock();
    run(
        arguments,
        invocation,
        &mut Terminal::new(&mut out, &mut err, auto).with_input(&mut input),
    )
    .into()
}

/// The current directory, or `.` where the system does not say which one that is.
#[must_use]
pub fn current_directory() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}
