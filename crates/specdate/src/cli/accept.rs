//! `specdate accept`, as it is typed.

use clap::Args;
use registry::Day;

use super::help;
use super::printing::day;

#[derive(Debug, Args)]
pub(crate) struct Accept {
    /// The fingerprint of the finding, as reports show it
    pub(crate) fingerprint: String,

    /// Why it may pass, for whoever reads the registry later
    #[arg(long, value_name = "TEXT", value_parser = text)]
    pub(crate) reason: String,

    /// What it is: `break` for one that is made on purpose, `correction` for a document that never said what the API does
    #[arg(
        long,
        value_name = "KIND",
        default_value = "break",
        hide_possible_values = true
    )]
    pub(crate) kind: KindName,

    /// What supports it, such as a link; a correction needs it: what shows that the API always behaved so
    #[arg(long, value_name = "TEXT", value_parser = text)]
    pub(crate) evidence: Option<String>,

    /// The last day on which it holds [default: it does not end]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) until: Option<Day>,

    /// Who accepts it
    #[arg(long, value_name = "NAME", value_parser = text)]
    pub(crate) by: Option<String>,

    /// For a change of a draft: the revision that `review` compared with [default: where HEAD left the main branch]
    #[arg(long, value_name = "REV")]
    pub(crate) base: Option<String>,

    /// The day that `--until` must not be before [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

/// The kind of an acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum KindName {
    Break,
    Correction,
}

/// Reads what is written into the registry, which takes no blank text.
fn text(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("it is empty; write something that says more".to_owned());
    }
    Ok(text.trim().to_owned())
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            (
                "accept 5c9d936cecae13e7 --reason 'nobody has used it since 2025'",
                "a break on purpose",
            ),
            (
                "accept 5c9d936cecae13e7 --reason 'agreed' --until 2026-12-31 --by 'API team'",
                "with a last day, and who says so",
            ),
            (
                "accept 5c9d936cecae13e7 --kind correction --reason 'it was never null' --evidence https://issues.example/7",
                "the document was wrong, not the API",
            ),
        ],
    );
    let exit_codes = help::exit_codes(&[
        (
            "0",
            "the registry has one `[[accept]]` more, and is otherwise as it was",
        ),
        (
            "2",
            "it was not written: no comparison of the registry, and none of a draft with the base, finds this, it is accepted already, it breaks nobody, the day is over, or something cannot be read",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{exit_codes}"))
}
