//! Workflow commands of GitHub Actions: lines of a log that become annotations of the files that they name.
//!
//! See "Workflow commands for GitHub Actions" in GitHub's documentation. Of each level GitHub shows ten annotations per
//! step, so the worst come first.

use std::fmt::Write as _;

use super::{Level, Listing, details, outcome, place};
use crate::report::comparison::{Group, operation};
use crate::report::words::visible;

/// An annotation per finding that a reviewer has to see and per issue; then one line about each comparison.
pub(crate) fn github(listing: &Listing<'_>) -> String {
    let mut annotations: Vec<(Level, String)> = Vec::new();
    for issue in &listing.issues {
        let at = Some((issue.file.as_str(), issue.line, issue.column));
        let message = [issue.message.clone(), format!("next: {}", issue.next_step)];
        let level = Level::of_issue(issue);
        annotations.push((level, annotation(level, at, issue.id, &message)));
    }
    let entries = listing
        .comparisons
        .iter()
        .flat_map(|report| &report.findings);
    // What changed in the documentation breaks nobody, and would push what does out of sight.
    for entry in entries.filter(|entry| entry.group() != Group::Docs) {
        let at = place(entry).map(|place| (place.file.as_str(), place.line, place.column));
        let mut message = vec![entry.title.clone()];
        message.extend(entry.operations.first().map(|first| {
            let more = entry.operations.len() - 1;
            let reaches = format!("reaches: {}", operation(first));
            match more {
                0 => reaches,
                1 => format!("{reaches} and another operation"),
                more => format!("{reaches} and {more} other operations"),
            }
        }));
        message.extend(details(entry));
        let level = Level::of(entry);
        annotations.push((level, annotation(level, at, &entry.id, &message)));
    }
    annotations.sort_by_key(|(level, _)| *level);
    let mut text: String = annotations.into_iter().map(|(_, line)| line).collect();
    for report in &listing.comparisons {
        let _ = writeln!(text, "{}", line(&outcome(report)));
    }
    text
}

fn annotation(
    level: Level,
    at: Option<(&str, u32, u32)>,
    title: &str,
    message: &[String],
) -> String {
    let command = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some((file, line, column)) = at {
        properties.push(format!("file={}", property(file)));
        properties.push(format!("line={line}"));
        properties.push(format!("col={column}"));
    }
    properties.push(format!("title={}", property(title)));
    let message = data(&visible(&message.join("\n")));
    format!("::{command} {}::{message}\n", properties.join(","))
}

/// A line that is no command, whatever documents say: a command starts with `::`, or with `##[`.
fn line(text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    let start = text.trim_start();
    if start.starts_with("::") || start.starts_with("##[") {
        format!("- {text}")
    } else {
        text
    }
}

/// Escapes what would end the message.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes what would end a property.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}
