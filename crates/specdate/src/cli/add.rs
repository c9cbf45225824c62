//! `specdate add`, as it is typed.

use clap::Args;
use registry::VersionDate;

use super::help;

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The API, by its name in the registry
    pub(crate) api: String,

    /// The date that names the version, such as 2026-03-01
    #[arg(value_parser = date)]
    pub(crate) date: VersionDate,

    /// The document, JSON or YAML
    pub(crate) file: String,
}

/// Reads a version date.
pub(super) fn date(text: &str) -> Result<VersionDate, String> {
    text.parse()
        .map_err(|error: registry::InvalidText| error.to_string())
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            (
                "add verifa 2026-03-01 new.json",
                "the document becomes the draft of a new date",
            ),
            (
                "add verifa 2026-03-01 openapi/verifa/2026-03-01.yaml",
                "it stands at its place already",
            ),
        ],
    );
    let done = help::table(
        "What is done",
        "",
        &[
            (
                "document",
                "read and checked, then written as the others of the API are: as YAML or as JSON; one of several files as it is, with all of them, in a folder of the date",
            ),
            (
                "registry",
                "the date is added as a draft; everything else in the file stays",
            ),
            ("comparison", "with the date before it, on standard output"),
            ("client", "regenerated"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "added"),
        (
            "1",
            "nothing was written: the document has an error that `check` would find",
        ),
        (
            "2",
            "nothing was written: something cannot be read, generated, written or named",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{done}\n\n{exit_codes}"))
}
