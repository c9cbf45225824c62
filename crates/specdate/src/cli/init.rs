//! `specdate init`, as it is typed.

use std::path::PathBuf;

use clap::Args;
use registry::{ApiName, Day, HeaderName, VersionDate};

use super::add::date;
use super::help;
use super::printing::day;

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The document of your API, JSON or YAML
    pub(crate) file: String,

    /// The date of its version [default: `info.version`, where that is a date]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<VersionDate>,

    /// What commands call the API, such as `pets` [default: from `info.title`]
    #[arg(long, value_name = "NAME", value_parser = api)]
    pub(crate) api: Option<ApiName>,

    /// The folder of the workspace, which is made if there is none
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub(crate) into: PathBuf,

    /// The header by which clients choose a version date
    #[arg(long, value_name = "NAME", value_parser = header)]
    pub(crate) version_header: Option<HeaderName>,

    /// Keep and compare documents only, without a Rust client
    #[arg(long)]
    pub(crate) no_client: bool,

    /// The day that counts as today [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

fn api(text: &str) -> Result<ApiName, String> {
    text.parse()
        .map_err(|error: registry::InvalidText| error.to_string())
}

fn header(text: &str) -> Result<HeaderName, String> {
    text.parse()
        .map_err(|error: registry::InvalidText| error.to_string())
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            (
                "init openapi.yaml --date 2026-03-01 --into pets",
                "a workspace in the folder `pets`",
            ),
            (
                "init openapi.json --date 2026-03-01 --version-header API-Version",
                "in this folder; the client sends its date in that header",
            ),
        ],
    );
    let done = help::table(
        "What is made",
        "",
        &[
            (
                "openapi/",
                "the registry, the document with the files that it references, and its copy as released",
            ),
            ("crates/", "the client, generated, with its support types"),
            ("xtask/", "`cargo xtask …`: these commands on the workspace"),
            ("tests/", "what the documents promise, as `cargo test`"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "made"),
        (
            "1",
            "nothing was written: the document says what no client can do, or has another error",
        ),
        (
            "2",
            "nothing was written: something cannot be read or named, or is there already",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{done}\n\n{exit_codes}"))
}
