//! `specdate generate`, as it is typed.

use std::fmt::Write as _;

use clap::Args;

use super::{Check, Cli, Command, help};
use crate::Invocation;

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The API to generate, by its name in the registry [default: all]
    pub(crate) api: Option<String>,

    /// Change nothing; print what differs, and exit with 1 if anything does
    #[arg(long)]
    pub(crate) check: bool,

    /// List what is rewritten in each document before it is generated, and why
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            (
                "generate",
                "bring every client up to date with its documents",
            ),
            ("generate verifa", "only the client of the API verifa"),
            ("generate --check", "change nothing; show what differs"),
            ("generate --check --verbose", "show the rewrites as well"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "done, or nothing to do"),
        (
            "1",
            "--check found something stale, or a document says what no client can do",
        ),
        (
            "2",
            "something cannot be read, written or named: a file, a document, an API, an option",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{exit_codes}"))
}

/// The command that writes what a check found to be stale, with the scope of that check.
pub(crate) fn mending_command(cli: &Cli, invocation: &Invocation<'_>) -> String {
    let mut text = format!("{} generate", invocation.program);
    let Cli {
        command,
        config,
        color: _,
    } = cli;
    let api = match command {
        Command::Generate(Generate { api, .. }) | Command::Check(Check { api, .. }) => api.as_ref(),
        _ => None,
    };
    if let Some(api) = api {
        let _ = write!(text, " {api}");
    }
    if let Some(config) = config {
        let path = config.display().to_string();
        let quote = if path.contains(char::is_whitespace) {
            "'"
        } else {
            ""
        };
        let _ = write!(text, " --config {quote}{path}{quote}");
    }
    text
}
