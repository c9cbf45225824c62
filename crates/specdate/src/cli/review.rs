//! `specdate review`, as it is typed.

use clap::Args;

use super::help;
use super::printing::{Printing, Promise};

#[derive(Debug, Args)]
pub(crate) struct Review {
    /// The revision to compare with, such as a branch or a commit [default: where HEAD left the main branch, which is
    /// origin/HEAD, main, origin/main, master or origin/master]
    #[arg(long, value_name = "REV")]
    pub(crate) base: Option<String>,

    /// The revision to review [default: the working tree]
    #[arg(long, value_name = "REV")]
    pub(crate) head: Option<String>,

    #[command(flatten)]
    pub(crate) printing: Printing,

    #[command(flatten)]
    pub(crate) promise: Promise,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let examples = help::examples(
        program,
        &[
            ("review", "what this branch and the working tree change"),
            ("review --base origin/release", "against another branch"),
            (
                "review --base HEAD~1 --head HEAD",
                "what the last commit changed",
            ),
            (
                "review --format markdown --output review.md",
                "for a comment on a pull request",
            ),
            (
                "review --format github --report markdown=review.md --report html=review.html",
                "annotations, a comment and a page from one run",
            ),
        ],
    );
    let looked_at = help::table(
        "What is looked at",
        "",
        &[
            (
                "changed dates",
                "each against its state at the base; that is told, and fails only where drafts have a gate",
            ),
            (
                "released copies",
                "each changed released date against what was released; breaks fail: they need a new date",
            ),
            (
                "new dates",
                "each against the date before it, and the last released one; breaks are allowed there",
            ),
            (
                "registry",
                "dates, lifecycle, gates and acceptances that were added, removed or changed",
            ),
            (
                "clients",
                "whether the generated code of what changed is up to date",
            ),
            (
                "acceptances",
                "whether they hold; and where one was edited, whether each of the API is needed",
            ),
            ("the rest", "what nobody changed is for `check`"),
        ],
    );
    let exit_codes = help::exit_codes(&[
        ("0", "nothing that fails"),
        (
            "1",
            "a released document breaks somebody that the gate lists, an error of a document or of an edit of the registry, or stale code",
        ),
        (
            "2",
            "something cannot be read, generated, written or named: a file, a document, a revision, an option",
        ),
        (
            "3",
            "none of these, but a change of a released document that could not be decided, where the gate lists unknown",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{looked_at}\n\n{exit_codes}"))
}
