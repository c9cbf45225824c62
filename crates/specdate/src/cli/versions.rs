//! `specdate versions`, as it is typed.

use clap::Args;
use registry::Day;

use super::printing::day;
use super::{OutputFormat, help};

#[derive(Debug, Args)]
pub(crate) struct Versions {
    /// The API whose dates to list, by its name in the registry [default: all]
    pub(crate) api: Option<String>,

    /// How to print the list: text or json
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_possible_values = true
    )]
    pub(crate) format: OutputFormat,

    /// The day from which days are counted [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            ("versions", "every date of every API"),
            ("versions verifa", "those of one API"),
            ("versions --today 2027-01-01", "how many days are left then"),
            ("versions --format json", "for a program"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "listed; whether all is well is told by `check`"),
        ("2", "there is no such API, or the registry cannot be read"),
    ]);
    command.after_help(format!("{examples}\n\n{exit_codes}"))
}
