//! A check for a comment on a pull request.

use std::fmt::Write as _;

use registry::Severity;

use super::matrix::{MAX_COLUMNS, Part, lines, parts};
use super::{ApiCheck, CheckReport, ClientCheck, scope, since_release};
use crate::issue::Issue;
use crate::report::comparison::{MAX_LENGTH, markdown_findings};
use crate::report::generation::{Tense, state};
use crate::report::markdown::{code, inline};
use crate::report::words::counted;

/// A heading with the count; the tables of each API; what is wrong with the registry and with documents; and what changed
/// since releases, folded away.
pub(crate) fn markdown(report: &CheckReport) -> String {
    let mut text = format!("### {}: {}\n", scope(report), report.totals().sentence());
    for api in &report.apis {
        part(&mut text, api);
    }
    let mut left_out = issues(&mut text, &report.issues);
    for released in report.apis.iter().flat_map(|api| &api.released) {
        if !released.report.findings.is_empty() {
            let _ = writeln!(
                text,
                "\n#### {} since its release",
                code(&released.report.revision)
            );
            left_out += markdown_findings(&mut text, &released.report);
        }
    }
    if left_out > 0 {
        text.push_str("\nThis is not all: a comment has no room for the rest. `specdate check` shows it in a terminal.\n");
    }
    text
}

fn part(text: &mut String, api: &ApiCheck) {
    let _ = writeln!(text, "\n#### {}: {}", code(&api.name), inline(&api.title));
    for part in parts(api, MAX_COLUMNS) {
        matrix(text, &part);
    }
    let mut heading = "\n| Released date | State | Since its release |\n| --- | --- | --- |\n";
    for (date, state, compared) in api.released_dates() {
        text.push_str(heading);
        heading = "";
        let _ = writeln!(text, "| {date} | {state} | {} |", since_release(compared));
    }
    if let Some(client) = &api.client {
        self::client(text, client);
    }
}

/// Whether a client is up to date, and the files that are not.
pub(crate) fn client(text: &mut String, client: &ClientCheck) {
    let crate_dir = code(&client.crate_dir);
    let _ = match (client.files, client.stale.len()) {
        (None, _) => writeln!(text, "\nThe client {crate_dir} cannot be generated."),
        (Some(files), 0) => {
            let files = counted(files, "file", "files");
            writeln!(text, "\nThe client {crate_dir} is up to date ({files}).")
        }
        (Some(_), stale) => {
            let stale = counted(stale, "file is stale", "files are stale");
            writeln!(
                text,
                "\nOf the client {crate_dir} {stale}; `generate` writes what is due:\n"
            )
        }
    };
    for file in &client.stale {
        let _ = writeln!(
            text,
            "- {} ({})",
            code(&file.path),
            state(file.status, Tense::Found)
        );
    }
}

/// The older dates below each other, the newer ones beside each other.
fn matrix(text: &mut String, Part { newer, rows }: &Part<'_>) {
    text.push_str("\n| Breaks from … to … |");
    for date in newer {
        let _ = write!(text, " {date} |");
    }
    let _ = writeln!(text, "\n| --- |{}", " --- |".repeat(newer.len()));
    for (older, cells) in rows {
        let _ = write!(text, "| **{older}** |");
        for cell in cells {
            let lines = cell.map(lines).unwrap_or_default();
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            let _ = write!(text, " {} |", lines.join(", "));
        }
        text.push('\n');
    }
}

/// Errors, and warnings folded away. Says how many have no room.
pub(crate) fn issues(text: &mut String, issues: &[Issue]) -> usize {
    let (errors, warnings): (Vec<&Issue>, Vec<&Issue>) = issues
        .iter()
        .partition(|issue| issue.severity == Severity::Error);
    let mut left_out = 0;
    if !errors.is_empty() {
        text.push('\n');
        left_out += list(text, &errors);
    }
    if !warnings.is_empty() {
        let count = counted(warnings.len(), "warning", "warnings");
        let _ = writeln!(text, "\n<details><summary>{count}</summary>\n");
        left_out += list(text, &warnings);
        text.push_str("\n</details>\n");
    }
    left_out
}

fn list(text: &mut String, issues: &[&Issue]) -> usize {
    let mut left_out = 0;
    for issue in issues {
        let Issue {
            id,
            severity: _,
            file,
            line,
            column,
            message,
            next_step,
        } = issue;
        let place = code(&format!("{file}:{line}:{column}"));
        let row = format!(
            "- {place}: {} ({}). Next: {}\n",
            inline(message),
            code(id),
            inline(next_step)
        );
        // The other half is for what changed since releases.
        if text.len() + row.len() > MAX_LENGTH / 2 {
            left_out += 1;
        } else {
            text.push_str(&row);
        }
    }
    left_out
}
