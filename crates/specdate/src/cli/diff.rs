//! `specdate diff`, as it is typed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use registry::{Audience, Day};

use super::help;

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The older document: a path, api@date, gitrev:path, or `-` for standard input
    pub(crate) base: String,

    /// The newer document, in the same ways; `-` is for one of the two
    pub(crate) revision: String,

    /// How to print the findings: text, markdown or json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format)]
    pub(crate) format: ReportFormat,

    /// Write the findings to a file instead, and only if that changes it; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What fails: wire, behavior, client, source and unknown, with commas between; or none
    #[arg(long, value_name = "LIST", default_value = "wire,unknown", value_parser = gate)]
    pub(crate) fail_on: Gate,

    /// The day on which acceptances may have expired [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Text,
    Markdown,
    Json,
}

/// What makes a comparison fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gate(pub(crate) BTreeSet<Audience>);

fn format(text: &str) -> Result<ReportFormat, String> {
    match text {
        "text" => Ok(ReportFormat::Text),
        "markdown" => Ok(ReportFormat::Markdown),
        "json" => Ok(ReportFormat::Json),
        _ => Err("there is no such format; write text, markdown or json".to_owned()),
    }
}

fn gate(text: &str) -> Result<Gate, String> {
    if text == "none" {
        return Ok(Gate(BTreeSet::new()));
    }
    if text.split(',').any(|name| name.trim() == "none") {
        return Err("`none` stands alone".to_owned());
    }
    let names = text.split(',').map(|name| name.trim().parse::<Audience>());
    names
        .collect::<Result<_, _>>()
        .map(Gate)
        .map_err(|error| error.to_string())
}

fn day(text: &str) -> Result<Day, String> {
    text.parse()
        .map_err(|error: registry::InvalidText| error.to_string())
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
        ("0", "nothing that --fail-on lists"),
        (
            "1",
            "a break that --fail-on lists and the registry does not accept, or an acceptance that is expired or unused",
        ),
        (
            "2",
            "something cannot be read, written or named: a file, a document, a revision, an option",
        ),
        (
            "3",
            "no such break, but a finding that could not be decided, for wire or an audience that --fail-on lists beside unknown",
        ),
    ]);
    command.after_help(format!("{examples}\n\n{documents}\n\n{exit_codes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_are_lists_of_audiences_or_none() {
        let all = |text: &str| gate(text).map(|gate| gate.0.into_iter().collect::<Vec<_>>());
        assert_eq!(all("none"), Ok(vec![]));
        assert_eq!(
            all("unknown, wire,wire"),
            Ok(vec![Audience::Wire, Audience::Unknown])
        );
        assert_eq!(all("wire,none"), Err("`none` stands alone".to_owned()));
        assert_eq!(
            all("clients").unwrap_err(),
            "`clients` is not an audience; did you mean `client`?"
        );
        assert!(all("").is_err());
    }
}
