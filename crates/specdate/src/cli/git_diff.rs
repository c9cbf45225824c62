//! `specdate git-diff`, as git runs it.

use std::ffi::OsString;

use clap::Args;
use registry::Day;

use super::help;
use super::printing::day;

/// What git hands to an external diff driver. For a file with a conflict that is the path alone. None of it has to be text.
#[derive(Debug, Args)]
pub(crate) struct GitDiff {
    /// The path of the file in the repository, before the change
    #[arg(allow_hyphen_values = true)]
    pub(crate) path: OsString,

    /// A file with the older text; /dev/null where the file is new
    #[arg(requires = "new_mode")]
    pub(crate) old_file: Option<OsString>,

    /// Its hash
    pub(crate) old_hex: Option<OsString>,

    /// Its mode, such as 100644
    pub(crate) old_mode: Option<OsString>,

    /// A file with the newer text; /dev/null where the file is deleted
    pub(crate) new_file: Option<OsString>,

    /// Its hash
    pub(crate) new_hex: Option<OsString>,

    /// Its mode
    pub(crate) new_mode: Option<OsString>,

    /// The path after the change, where it is another one
    #[arg(allow_hyphen_values = true)]
    pub(crate) new_path: Option<OsString>,

    /// What git says about the renaming
    pub(crate) renaming: Option<OsString>,

    /// Print the lines that differ below the findings
    #[arg(long)]
    pub(crate) patch: bool,

    /// The day on which acceptances may have expired [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let driver = format!("git config diff.specdate.command '{program} git-diff'");
    let set_up = help::table(
        "Set up",
        "",
        &[
            (
                "openapi/**/*.yaml diff=specdate",
                "a line of .gitattributes: which files are documents",
            ),
            (&driver, "once for each clone"),
            ("git diff", "shows findings from then on"),
            (
                "git log -p --ext-diff",
                "and so does the history; without --ext-diff it shows lines",
            ),
            ("git diff --no-ext-diff", "shows lines"),
        ],
    );
    let examples = help::examples(
        program,
        &[(
            "git-diff api.yaml old.yaml . 100644 new.yaml . 100644",
            "what git runs",
        )],
    );
    let printed = help::table(
        "What is printed",
        "",
        &[
            (
                "findings",
                "as `diff` prints them; git decides about color (color.diff, color.ui) unless --color or NO_COLOR does",
            ),
            (
                "lines",
                "where a document cannot be read, below the reason; and with --patch",
            ),
        ],
    );
    let exit_codes = help::exit_codes(&[
        (
            "0",
            "always, whatever is found: git stops at the first file whose driver fails",
        ),
        ("2", "the arguments are not those of git"),
    ]);
    command.after_help(format!(
        "{set_up}\n\n{examples}\n\n{printed}\n\n{exit_codes}"
    ))
}
