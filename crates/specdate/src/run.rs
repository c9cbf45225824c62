//! From arguments to an exit code.

use std::ffi::OsString;

use clap::FromArgMatches as _;

use crate::cli::{self, Cli, Command, SchemaKind};
use crate::report::diagnostic::Diagnostic;
use crate::workspace::Workspace;
use crate::{Exit, Invocation, Terminal, commands};

/// Runs one command.
///
/// `arguments` are what stands behind the name of the program. Everything that goes wrong is told on the terminal's
/// error writer, each with a next step where there is one.
pub fn run<I, T>(arguments: I, invocation: &Invocation<'_>, terminal: &mut Terminal<'_>) -> Exit
where
    I: IntoIterator<Item = T>,
    T: Into<OsString>,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let mut exit = parse_and_dispatch(&arguments, invocation, terminal);
    if let Some(error) = terminal.finish() {
        let message = Diagnostic::new(format!("cannot write to standard output: {error}"));
        terminal.tell(&[message]);
        exit = Exit::Unusable;
    }
    exit
}

fn parse_and_dispatch(
    arguments: &[OsString],
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Exit {
    let parsed = cli::command(invocation)
        .try_get_matches_from(arguments)
        .and_then(|matches| {
            cli::refuse_late_chores(&matches, invocation)?;
            Cli::from_arg_matches(&matches)?.refuse_conflicts(invocation)
        });
    match parsed {
        Ok(cli) => {
            terminal.use_color(cli.color);
            dispatch(&cli, invocation, terminal).unwrap_or_else(|problems| {
                terminal.tell(&problems);
                Exit::Unusable
            })
        }
        Err(error) => {
            // What was parsed is lost with the error, but `--color` holds for help and usage errors as well.
            terminal.use_color(cli::color_when(arguments));
            // Help and version are an answer; everything else is an error.
            let (stream, exit) = if error.use_stderr() {
                (&mut terminal.err, Exit::Unusable)
            } else {
                (&mut terminal.out, Exit::Success)
            };
            let text = error.render();
            stream.write(&if stream.styles.is_plain() {
                text.to_string()
            } else {
                text.ansi().to_string()
            });
            exit
        }
    }
}

fn dispatch(
    cli: &Cli,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    match &cli.command {
        Command::Generate(options) => {
            let workspace = Workspace::open(cli.config.as_deref(), invocation, terminal)?;
            commands::generate::run(
                options,
                &workspace,
                &cli::mending_command(cli, invocation),
                terminal,
            )
        }
        Command::Check(options) => {
            let workspace = Workspace::open(cli.config.as_deref(), invocation, terminal)?;
            commands::check::run(
                options,
                &workspace,
                &cli::mending_command(cli, invocation),
                cli.color,
                invocation,
                terminal,
            )
        }
        Command::Versions(options) => {
            let workspace = Workspace::open(cli.config.as_deref(), invocation, terminal)?;
            commands::versions::run(options, &workspace, terminal)
        }
        Command::Subset(options) => commands::subset::run(options, invocation, terminal),
        Command::Diff(options) => {
            let config = cli.config.as_deref();
            commands::diff::run(options, config, cli.color, invocation, terminal)
        }
        Command::Review(options) => {
            let workspace = Workspace::open(cli.config.as_deref(), invocation, terminal)?;
            commands::review::run(
                options,
                &workspace,
                &cli::mending_command(cli, invocation),
                cli.color,
                invocation,
                terminal,
            )
        }
        Command::Accept(options) => {
            let workspace = Workspace::open(cli.config.as_deref(), invocation, terminal)?;
            commands::accept::run(options, &workspace, terminal)
        }
        Command::Add(options) => {
            let workspace = Workspace::open(cli.config.as_deref(), invocation, terminal)?;
            commands::add::run(options, &workspace, invocation, terminal)
        }
        Command::Release(options) => {
            let workspace = Workspace::open(cli.config.as_deref(), invocation, terminal)?;
            commands::release::run(options, &workspace, invocation, terminal)
        }
        Command::Init(options) => commands::init::run(options, invocation, terminal),
        Command::Explain(options) => {
            let rules: Vec<_> = crate::comparing::rules().collect();
            let lints = crate::lints::LINTS;
            let config = cli.config.as_deref();
            // What is explained does not depend on a registry; one that is wrong is for `check`.
            let workspace = Workspace::open_if_any(config, invocation, terminal);
            let workspace = workspace.ok().flatten();
            let workspace = workspace.as_ref();
            commands::explain::run(options, &rules, lints, workspace, invocation, terminal)
        }
        Command::GitDiff(options) => {
            let config = cli.config.as_deref();
            let color = cli.color;
            Ok(commands::git_diff::run(
                options, config, color, invocation, terminal,
            ))
        }
        Command::Completions(options) => Ok(commands::completions::run(options, terminal)),
        Command::Man(options) => commands::man::run(options, terminal),
        Command::Schema { kind } => Ok(match kind {
            SchemaKind::Config => commands::schema::config(terminal),
            SchemaKind::Report => commands::schema::report(terminal),
            SchemaKind::Check => commands::schema::check(terminal),
            SchemaKind::Review => commands::schema::review(terminal),
            SchemaKind::Versions => commands::schema::versions(terminal),
        }),
    }
}
