//! `specdate completions`: what a shell has to know to complete command lines.

use clap_complete::generate;

use crate::cli::{self, Completions};
use crate::{Exit, Invocation, Terminal};

/// Prints the script for a shell. It is for the program `specdate`, also where another one prints it: a shell completes by
/// the first word.
pub(crate) fn run(Completions { shell }: &Completions, terminal: &mut Terminal<'_>) -> Exit {
    let specdate = Invocation::specdate(std::path::PathBuf::new());
    let mut command = cli::command(&specdate).no_binary_name(false);
    let mut script = Vec::new();
    generate(*shell, &mut command, specdate.program, &mut script);
    terminal.out.write(&String::from_utf8_lossy(&script));
    Exit::Success
}
