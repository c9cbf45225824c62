//! `specdate schema`, as it is typed.

use clap::Subcommand;

use super::help;

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaKind {
    /// The registry file, openapi/specdate.toml
    Config,
    /// What `diff --format json` prints
    Report,
    /// What `check --format json` prints
    Check,
    /// What `review --format json` prints
    Review,
    /// What `versions --format json` prints
    Versions,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    command.after_help(help::examples(
        program,
        &[
            (
                "schema config > specdate.schema.json",
                "for an editor that checks the registry",
            ),
            ("schema review", "for a program that reads a review"),
        ],
    ))
}
