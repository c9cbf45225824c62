//! `specdate check`, as it is typed.

use clap::Args;

use super::help;
use super::printing::{Printing, Promise};

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The API to check, by its name in the registry [default: all]
    pub(crate) api: Option<String>,

    #[command(flatten)]
    pub(crate) printing: Printing,

    #[command(flatten)]
    pub(crate) promise: Promise,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            ("check", "every API, for CI"),
            ("check verifa", "one API"),
            (
                "check --format markdown --output report.md",
                "for a comment on a pull request",
            ),
            (
                "check --report html=check.html --report junit=check.xml",
                "and a page and a test report of the same run",
            ),
            (
                "check --today 2027-01-01",
                "what the calendar will say on that day",
            ),
        ],
    );
    let looked_at = help::table(
        "What is looked at",
        "",
        &[
            (
                "dates",
                "every older date against every newer one; breaks are counted and fail nothing: they are what a new date is for",
            ),
            (
                "released copies",
                "each released document against the copy from its release; breaks fail: they need a new date",
            ),
            (
                "registry",
                "calendar rules, and acceptances that are expired or that no comparison needs",
            ),
            ("documents", "lints: errors fail, warnings are told"),
            (
                "clients",
                "whether the generated code is up to date, as `generate --check` does it",
            ),
            (
                "retired dates",
                "only their days: nobody can send them a request any more",
            ),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "nothing that fails"),
        (
            "1",
            "a released document breaks somebody that the gate lists, an error of the registry or a document, or stale code",
        ),
        (
            "2",
            "something cannot be read, generated, written or named: a file, a document, an API, an option",
        ),
        (
            "3",
            "none of these, but a change of a released document that could not be decided, where the gate lists unknown",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{looked_at}\n\n{exit_codes}"))
}
