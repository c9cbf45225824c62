//! What can be typed: commands, options, and the texts of help. One file per command.

mod accept;
mod add;
mod check;
mod chores;
mod color;
mod completions;
mod diff;
mod explain;
mod generate;
mod git_diff;
mod help;
mod init;
mod man;
mod printing;
mod release;
mod review;
mod schema;
mod subset;
mod versions;

use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::Invocation;

pub(crate) use accept::{Accept, KindName};
pub(crate) use add::Add;
pub(crate) use check::Check;
pub(crate) use chores::refuse_late_chores;
pub(crate) use color::{ColorWhen, color_when};
pub(crate) use completions::Completions;
pub(crate) use diff::Diff;
pub(crate) use explain::Explain;
pub(crate) use generate::{Generate, mending_command};
pub(crate) use git_diff::GitDiff;
pub(crate) use init::Init;
pub(crate) use man::Man;
pub(crate) use printing::{FailOn, FileReport, Printing, ReportFormat};
pub(crate) use release::Release;
pub(crate) use review::Review;
pub(crate) use schema::SchemaKind;
pub(crate) use subset::{DialectName, OutputFormat, RoleName, Subset};
pub(crate) use versions::Versions;

/// Where help shows the options that every command has: behind the command's own, and before `--help`.
const BEHIND_OTHERS: usize = 900;

/// Keeps the OpenAPI documents of APIs that are versioned by date, and the Rust clients generated from them.
#[derive(Debug, Parser)]
#[command(
    name = "specdate",
    version,
    no_binary_name = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// The registry file [default: openapi/specdate.toml here or in the nearest folder above]
    #[arg(
        long,
        global = true,
        display_order = BEHIND_OTHERS,
        value_name = "FILE"
    )]
    pub(crate) config: Option<PathBuf>,

    /// When to use color.
    #[arg(
        long,
        global = true,
        display_order = BEHIND_OTHERS + 1,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        hide_possible_values = true,
        help = "When to use color: auto, always or never; auto honors NO_COLOR"
    )]
    pub(crate) color: ColorWhen,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Regenerate the Rust clients from the documents
    Generate(Generate),
    /// Check every API of the registry: dates, released copies, calendar, documents and clients
    Check(Check),
    /// List the dates of the APIs in the registry
    Versions(Versions),
    /// Show what changed between two documents, and whom it breaks
    Diff(Diff),
    /// Say what a branch changes, and whom it breaks: for a pull request
    Review(Review),
    /// Let a finding pass: write its fingerprint and a reason into the registry
    Accept(Accept),
    /// Add a date: a document becomes its draft
    Add(Add),
    /// Release a draft: from then on it may break nobody
    Release(Release),
    /// Make a workspace for an API from its document
    Init(Init),
    /// Say what the findings of a rule mean
    Explain(Explain),
    /// Decide whether every value of one JSON Schema is a value of another
    Subset(Subset),
    /// Show what changed in a document, as git's external diff driver
    GitDiff(GitDiff),
    /// Print the JSON Schema of a file that specdate reads or writes
    Schema {
        #[command(subcommand)]
        kind: SchemaKind,
    },
    /// Print the script by which a shell completes command lines
    Completions(Completions),
    /// Print the manual page of a command
    Man(Man),
}

impl Cli {
    /// Refuses what no option shows by itself: values that cannot stand together.
    pub(crate) fn refuse_conflicts(self, invocation: &Invocation<'_>) -> Result<Self, clap::Error> {
        let (name, printing) = match &self.command {
            Command::Check(check) => ("check", &check.printing),
            Command::Diff(diff) => ("diff", &diff.printing),
            Command::Review(review) => ("review", &review.printing),
            _ => return Ok(self),
        };
        let mut command = command(invocation);
        command.build();
        if let Some(command) = command.find_subcommand_mut(name) {
            printing.refuse_shared_files(command)?;
        }
        Ok(self)
    }
}

/// The command line as `invocation` shows it.
pub(crate) fn command(invocation: &Invocation<'_>) -> clap::Command {
    let program = invocation.program;
    let mut command = Cli::command().bin_name(program).styles(help::STYLES);
    for chore in invocation.chores {
        command = command.subcommand(chores::command(chore));
    }
    if invocation.root.is_some() {
        command = command.mut_arg("config", |config| {
            config.help("The registry file [default: openapi/specdate.toml of this workspace]")
        });
    }
    command
        .after_help(help::examples(
            program,
            &[
                (
                    "generate",
                    "bring every client up to date with its documents",
                ),
                ("generate --check", "say what is stale, for CI"),
                ("check", "everything that CI has to know, in one command"),
                ("versions", "which dates there are, and until when"),
                (
                    "diff verifa@2026-01-01 verifa@2026-02-01",
                    "what changed, and whom it breaks",
                ),
                ("review", "what this branch changes, for a pull request"),
                (
                    "accept 5c9d936cecae13e7 --reason 'agreed'",
                    "let a finding of a report pass",
                ),
                (
                    "subset new.json old.json",
                    "is every value of the new schema one of the old?",
                ),
                (
                    "schema config",
                    "the JSON Schema of the registry file, for editors",
                ),
            ],
        ))
        .mut_subcommand("generate", |command| generate::help(command, program))
        .mut_subcommand("check", |command| check::help(command, program))
        .mut_subcommand("versions", |command| versions::help(command, program))
        .mut_subcommand("diff", |command| diff::help(command, program))
        .mut_subcommand("review", |command| review::help(command, program))
        .mut_subcommand("accept", |command| accept::help(command, program))
        .mut_subcommand("add", |command| add::help(command, program))
        .mut_subcommand("init", |command| init::help(command, program))
        .mut_subcommand("release", |command| release::help(command, program))
        .mut_subcommand("explain", |command| explain::help(command, program))
        .mut_subcommand("git-diff", |command| git_diff::help(command, program))
        .mut_subcommand("schema", |command| schema::help(command, program))
        .mut_subcommand("completions", |command| completions::help(command, program))
        .mut_subcommand("man", |command| man::help(command, program))
        .mut_subcommand("subset", |command| subset::help(command, program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command(&Invocation::specdate(".".into())).debug_assert();
    }
}
