//! `specdate diff`, as it is typed.

use clap::Args;
use registry::Day;

use super::help;
use super::printing::{FailOn, Printing, day, fail_on};

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The older document: a path, api@date, gitrev:path, or `-` for standard input
    pub(crate) base: String,

    /// The newer document, in the same ways; `-` is for one of the two
    pub(crate) revision: String,

    #[command(flatten)]
    pub(crate) printing: Printing,

    /// What fails: wire, behavior, client, source and unknown, with commas between; or none [default: the `gate.fail-on`
    /// of the API where both documents are versions of it in the registry, otherwise wire,unknown]
    #[arg(long, value_name = "LIST", value_parser = fail_on)]
    pub(crate) fail_on: Option<FailOn>,

    /// The day on which acceptances may have expired [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            (
                "diff verifa@2026-01-01 verifa@2026-02-01",
                "what changed between two dates, and whom it breaks",
            ),
            (
                "diff main:openapi/api.yaml openapi/api.yaml",
                "what the working tree changes",
            ),
            (
                "diff --format markdown --output report.md old.yaml new.yaml",
                "for a comment on a pull request",
            ),
            (
                "diff --fail-on wire,client,unknown old.yaml new.yaml",
                "fail on breaks of the generated client as well",
            ),
        ],
    );
    let documents = help::table(
        "Documents",
        "",
        &[
            (
                "path",
                "a file, JSON or YAML; what exists under this name is a file, whatever the name looks like",
            ),
            ("api@date", "a version of an API in the registry"),
            (
                "gitrev:path",
                "a file of a git revision, from the root of the repository, or from here with `./`",
            ),
            (":path", "the same file as it is staged"),
            ("-", "standard input"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "nothing that the gate (--fail-on) lists"),
        (
            "1",
            "a break that the gate lists and the registry does not accept, an acceptance that is expired or unused, or source where it is listed and a client could not be generated",
        ),
        (
            "2",
            "something cannot be read, written or named: a file, a document, a revision, an option",
        ),
        (
            "3",
            "no such break, but a finding that could not be decided, for wire or an audience that the gate lists beside unknown",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{documents}\n\n{exit_codes}"))
}
