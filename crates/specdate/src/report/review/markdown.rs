//! A review for a comment on a pull request.

use std::fmt::Write as _;

use super::{ApiReview, Outcome, ReviewReport};
use crate::comparing::edits::EditKind;
use crate::report::check::{client_markdown, issues_markdown};
use crate::report::comparison::{MAX_LENGTH, markdown_findings};
use crate::report::markdown::{code, inline};

/// A heading with the count and a table of all comparisons; edits of the registry; what is wrong; and the findings, each
/// folded.
pub(crate) fn markdown(report: &ReviewReport) -> String {
    let mut text = format!("### API review: {}\n", report.sentence());
    let why = match report.why.as_str() {
        "" => String::new(),
        why => format!(" ({})", inline(why)),
    };
    let head = report.head.as_deref();
    let head = head.map_or_else(|| "The working tree".to_owned(), code);
    let _ = writeln!(text, "\n{head} against {}{why}", code(&report.base));
    let mut left_out = table(&mut text, &report.apis);
    left_out += edits(&mut text, report);
    for client in report.apis.iter().filter_map(|api| api.client.as_ref()) {
        client_markdown(&mut text, client);
    }
    left_out += issues_markdown(&mut text, &report.issues);
    for date in report.apis.iter().flat_map(|api| &api.dates) {
        for shown in date.shown() {
            let (base, revision) = (code(&shown.base), code(&shown.revision));
            let _ = writeln!(text, "\n#### {base} → {revision}");
            left_out += markdown_findings(&mut text, &shown);
        }
    }
    if left_out > 0 {
        text.push_str("\nThis is not all: a comment has no room for the rest. `specdate review` shows it in a terminal.\n");
    }
    text
}

/// What is compared with what, a row each. Says how many rows have no room.
fn table(text: &mut String, apis: &[ApiReview]) -> usize {
    let mut left_out = 0;
    let mut heading = "\n| API | Date | State | Compared | Result | Findings |\n| --- | --- | --- | --- | --- | --- |\n";
    let dates = apis
        .iter()
        .flat_map(|api| api.dates.iter().map(move |date| (api, date)));
    for (api, date) in dates {
        for row in date.rows() {
            let outcome = match row.outcome {
                Outcome::Fails | Outcome::Undecided => format!("**{}**", row.outcome.word()),
                Outcome::Passes | Outcome::Told => row.outcome.word().to_owned(),
            };
            let row = format!(
                "| {} | {} | {} | {} | {outcome} | {} |\n",
                code(&api.name),
                date.date,
                date.state(),
                inline(&row.with),
                row.found
            );
            // Most of the room is for findings.
            if text.len() + row.len() > MAX_LENGTH / 4 {
                left_out += 1;
                continue;
            }
            text.push_str(heading);
            heading = "";
            text.push_str(&row);
        }
    }
    left_out
}

/// Says how many edits have no room.
fn edits(text: &mut String, report: &ReviewReport) -> usize {
    let mut left_out = 0;
    let mut heading = "\nIn the registry:\n\n";
    for edit in &report.edits {
        let word = match edit.kind {
            EditKind::Added => "added",
            EditKind::Removed => "removed",
            EditKind::Changed => "changed",
        };
        let api = edit
            .api
            .as_ref()
            .map_or_else(String::new, |api| format!("{}: ", code(api.as_str())));
        let row = format!("- {api}{word} {}\n", inline(&edit.text));
        if text.len() + row.len() > MAX_LENGTH / 3 {
            left_out += 1;
            continue;
        }
        text.push_str(heading);
        heading = "";
        text.push_str(&row);
    }
    left_out
}
