//! What can be typed: commands, options, and the texts of help.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::{Chore, Invocation};

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
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// When to use color.
    #[arg(
        long,
        global = true,
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
    /// Print the JSON Schema of a file that specdate reads
    Schema {
        #[command(subcommand)]
        kind: SchemaKind,
    },
}

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

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaKind {
    /// The registry file, openapi/specdate.toml
    Config,
}

/// When to use color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// Where the stream is a terminal and `NO_COLOR` is not set.
    #[default]
    Auto,
    Always,
    Never,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The command line as `invocation` shows it.
pub(crate) fn command(invocation: &Invocation<'_>) -> clap::Command {
    let program = invocation.program;
    let mut command = Cli::command().bin_name(program).styles(STYLES);
    for chore in invocation.chores {
        command = command.subcommand(chore_command(chore));
    }
    if invocation.root.is_some() {
        command = command.mut_arg("config", |config| {
            config.help("The registry file [default: openapi/specdate.toml of this workspace]")
        });
    }
    command
        .after_help(examples(
            program,
            &[
                (
                    "generate",
                    "bring every client up to date with its documents",
                ),
                ("generate --check", "say what is stale, for CI"),
                (
                    "schema config",
                    "the JSON Schema of the registry file, for editors",
                ),
            ],
        ))
        .mut_subcommand("generate", |generate| {
            let examples = examples(
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
            generate.after_help(format!("{examples}\n\n{}", exit_codes()))
        })
}

/// A chore as help shows it; it is never run from here.
fn chore_command(chore: &Chore) -> clap::Command {
    let arguments = Arg::new("ARGUMENTS")
        .num_args(0..)
        .trailing_var_arg(true)
        .allow_hyphen_values(true);
    // An argument of its own keeps a global one of the same name out of the chore's help: it does not take them.
    let hidden = |name| Arg::new(name).long(name).hide(true);
    clap::Command::new(chore.name)
        .about(chore.about)
        .arg(arguments.help(chore.arguments))
        .args([hidden("config"), hidden("color")])
}

fn heading(text: &str) -> String {
    let style = STYLES.get_header();
    format!("{style}{text}:{style:#}")
}

fn examples(program: &str, examples: &[(&str, &str)]) -> String {
    let literal = STYLES.get_literal();
    let width = examples
        .iter()
        .map(|(command, _)| command.len())
        .max()
        .unwrap_or_default();
    examples
        .iter()
        .fold(heading("Examples"), |mut text, (command, purpose)| {
            let _ = write!(
                text,
                "\n  {literal}{program} {command:width$}{literal:#}  {purpose}"
            );
            text
        })
}

fn exit_codes() -> String {
    let literal = STYLES.get_literal();
    let codes = [
        ("0", "done, or nothing to do"),
        ("1", "--check found something stale"),
        (
            "2",
            "something cannot be read, written or named: a file, a document, an API, an option",
        ),
    ];
    codes
        .iter()
        .fold(heading("Exit codes"), |mut text, (code, meaning)| {
            let _ = write!(text, "\n  {literal}{code}{literal:#}  {meaning}");
            text
        })
}

/// Refuses a chore that stands behind an option: the program looks for it only at the first place.
pub(crate) fn refuse_late_chores(
    matches: &ArgMatches,
    invocation: &Invocation<'_>,
) -> Result<(), clap::Error> {
    let Some(chore) = invocation
        .chores
        .iter()
        .find(|chore| matches.subcommand_name() == Some(chore.name))
    else {
        return Ok(());
    };
    let (program, name) = (invocation.program, chore.name);
    let message =
        format!("`{name}` takes none of the options before it: write `{program} {name}` first");
    Err(command(invocation).error(ErrorKind::ArgumentConflict, message))
}

/// What `--color` says, read without the rest of the command line.
pub(crate) fn color_when(arguments: &[OsString]) -> ColorWhen {
    let mut arguments = arguments
        .iter()
        .map_while(|argument| argument.to_str())
        .take_while(|argument| *argument != "--");
    let mut when = ColorWhen::default();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--color") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(value) = value.and_then(|value| ColorWhen::from_str(value, false).ok()) {
            when = value;
        }
    }
    when
}

/// The command that writes what `--check` found to be stale.
pub(crate) fn mending_command(cli: &Cli, invocation: &Invocation<'_>) -> String {
    let mut text = format!("{} generate", invocation.program);
    let Cli {
        command,
        config,
        color: _,
    } = cli;
    if let Command::Generate(Generate {
        api: Some(api),
        check: _,
        verbose: _,
    }) = command
    {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command(&Invocation::specdate(".".into())).debug_assert();
    }

    #[test]
    fn color_is_found_on_a_command_line_that_is_wrong() {
        let when =
            |line: &str| color_when(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(when("generat --color always"), ColorWhen::Always);
        assert_eq!(when("--color=never generat"), ColorWhen::Never);
        assert_eq!(
            when("--color=always generate --color never"),
            ColorWhen::Never
        );
        for auto in [
            "generate",
            "--color",
            "--color=blue",
            "--colors always",
            "generate -- --color always",
        ] {
            assert_eq!(when(auto), ColorWhen::Auto, "{auto}");
        }
    }
}
