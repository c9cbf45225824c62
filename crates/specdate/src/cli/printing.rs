//! Options of every command that compares documents, as they are typed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::error::ErrorKind;
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

    /// Write the report of the same run to a file as well, in any of the formats; may be given several times
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = file_report)]
    pub(crate) reports: Vec<FileReport>,
}

/// A report beside the first one: `--report FORMAT=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileReport {
    pub(crate) format: ReportFormat,
    pub(crate) file: PathBuf,
}

impl Printing {
    /// The file that `--output` names; none for standard output.
    pub(crate) fn output_file(&self) -> Option<&Path> {
        self.output
            .as_deref()
            .filter(|path| *path != Path::new("-"))
    }

    /// Refuses two reports for one file: the second would replace the first.
    pub(crate) fn refuse_shared_files(
        &self,
        command: &mut clap::Command,
    ) -> Result<(), clap::Error> {
        let mut taken: BTreeSet<&Path> = self.output_file().into_iter().collect();
        let mut files = self.reports.iter().map(|report| report.file.as_path());
        match files.find(|file| !taken.insert(file)) {
            None => Ok(()),
            Some(file) => {
                let message = format!("two reports cannot be in one file: {}", file.display());
                Err(command.error(ErrorKind::ArgumentConflict, message))
            }
        }
    }
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

/// Reads what stands behind `--report`.
fn file_report(text: &str) -> Result<FileReport, String> {
    let Some((name, file)) = text.split_once('=') else {
        return Err("write a format, `=` and a file, such as `markdown=report.md`".to_owned());
    };
    match file {
        "" => Err("there is no file behind `=`".to_owned()),
        "-" => Err("standard output is for `--format`; name a file".to_owned()),
        _ => Ok(FileReport {
            format: format(name)?,
            file: PathBuf::from(file),
        }),
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
    fn reports_are_a_format_and_a_file() {
        let read = |text: &str| file_report(text).map(|report| (report.format, report.file));
        assert_eq!(
            read("html=out/a=b.html"),
            Ok((ReportFormat::Html, PathBuf::from("out/a=b.html")))
        );
        for (text, why) in [
            ("html", "write a format, `=` and a file"),
            ("pdf=a.pdf", "there is no such format"),
            ("html=", "there is no file"),
            ("html=-", "standard output is for `--format`"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(why), "{text}: {error}");
        }
    }

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
