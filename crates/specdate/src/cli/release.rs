//! `specdate release`, as it is typed.

use clap::Args;
use registry::{Day, VersionDate};

use super::add::date;
use super::help;
use super::printing::day;

#[derive(Debug, Args)]
pub(crate) struct Release {
    /// The API, by its name in the registry
    pub(crate) api: String,

    /// The date to release: a draft in the registry
    #[arg(value_parser = date)]
    pub(crate) date: VersionDate,

    /// The day of the release [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            (
                "release verifa 2026-03-01",
                "from now on the document may break nobody",
            ),
            (
                "release verifa 2026-03-01 --today 2026-03-02",
                "it was released on that day",
            ),
        ],
    );
    let done = help::table(
        "What is done",
        "",
        &[
            (
                "checks",
                "all of `check` for this API, as it will be; what would fail there is not released",
            ),
            (
                "released copy",
                "the document as it is now, with the files that it references; later changes are compared with it",
            ),
            (
                "registry",
                "the date becomes active, with the day of the release; what was accepted for the draft goes, and everything else stays",
            ),
            ("client", "regenerated"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "released"),
        ("1", "nothing was written: `check` would fail"),
        (
            "2",
            "nothing was written: something cannot be read, generated, written or named, or the date is no draft",
        ),
        (
            "3",
            "nothing was written: `check` would find a change that could not be decided",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{done}\n\n{exit_codes}"))
}
