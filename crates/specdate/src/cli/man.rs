//! `specdate man`, as it is typed.

use clap::Args;

use super::help;

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The command, such as `diff` or `schema report` [default: the program itself]
    pub(crate) command: Vec<String>,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    command.after_help(help::examples(
        program,
        &[
            ("man | man -l -", "read the page of the program"),
            (
                "man diff > ~/.local/share/man/man1/specdate-diff.1",
                "install that of a command",
            ),
        ],
    ))
}
