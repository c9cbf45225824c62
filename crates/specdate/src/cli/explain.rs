//! `specdate explain`, as it is typed.

use clap::Args;

use super::help;

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The id of a rule, as findings show it [default: list them all]
    pub(crate) id: Option<String>,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            (
                "explain path-removed",
                "what a finding of this rule means, and what to do instead",
            ),
            ("explain", "every rule in a line"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "explained"),
        ("2", "there is no such rule; the nearest ids are named"),
    ]);
    command.after_help(format!("{examples}\n\n{exit_codes}"))
}
