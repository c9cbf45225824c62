//! Options of every command that compares documents, as they are typed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use registry::{Audience, Day};

/// How a report is printed, and where.
#[derive(Debug, Args)]
pub(crate) struct Printing {
    /// How to print the report: text, markdown, json, html, sarif, junit or github
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format)]
    pub(crate) format: ReportFormat,

    /// Write the report to a file instead, and only if that changes it; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What a released document may not break, and on which day that is asked.
#[derive(Debug, Args)]
pub(crate) struct Promise {
    /// What fails where a released document differs from its released copy: wire, behavior, client, source and unknown,
    /// with commas between; or none [default: the gate of the API in the registry, and wire]
    #[arg(long, value_name = "LIST", value_parser = fail_on)]
    pub(crate) fail_on: Option<FailOn>,

    /// The day for calendar rules and acceptances [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Text,
    Markdown,
    Json,
    Html,
    Sarif,
    Junit,
    Github,
}

/// What makes a comparison fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FailOn(pub(crate) BTreeSet<Audience>);

fn format(text: &str) -> Result<ReportFormat, String> {
    match text {
        "text" => Ok(ReportFormat::Text),
        "markdown" => Ok(ReportFormat::Markdown),
        "json" => Ok(ReportFormat::Json),
        "html" => Ok(ReportFormat::Html),
        "sarif" => Ok(ReportFormat::Sarif),
        "junit" => Ok(ReportFormat::Junit),
        "github" => Ok(ReportFormat::Github),
        _ => Err(
            "there is no such format; write text, markdown, json, html, sarif, junit or github"
                .to_owned(),
        ),
    }
}

/// Reads the list behind `--fail-on`.
pub(super) fn fail_on(text: &str) -> Result<FailOn, String> {
    if text == "none" {
        return Ok(FailOn(BTreeSet::new()));
    }
    if text.split(',').any(|name| name.trim() == "none") {
        return Err("`none` stands alone".to_owned());
    }
    let names = text.split(',').map(|name| name.trim().parse::<Audience>());
    names
        .collect::<Result<_, _>>()
        .map(FailOn)
        .map_err(|error| error.to_string())
}

/// Reads the day behind `--today`.
pub(super) fn day(text: &str) -> Result<Day, String> {
    text.parse()
        .map_err(|error: registry::InvalidText| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_are_lists_of_audiences_or_none() {
        let all = |text: &str| fail_on(text).map(|gate| gate.0.into_iter().collect::<Vec<_>>());
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
