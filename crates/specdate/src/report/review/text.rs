//! A review for people at a terminal.

use std::fmt::Write as _;

use anstyle::Style;

use super::{ApiReview, Outcome, ReviewReport};
use crate::comparing::edits::{Edit, EditKind};
use crate::report::check::{client_text, issues_text};
use crate::report::comparison::text_findings;
use crate::report::table::{Cell, table};
use crate::report::words::one_line;
use crate::terminal::Styles;

/// What is compared; edits of the registry; a part per API; what is wrong; the count in the last line.
pub(crate) fn text(report: &ReviewReport, styles: &Styles) -> String {
    let Styles { subject, faint, .. } = styles;
    let mut text = format!(
        "{subject}{}{subject:#} against {subject}{}{subject:#}",
        one_line(report.head.as_deref().unwrap_or("the working tree")),
        one_line(&report.base)
    );
    if !report.why.is_empty() {
        let _ = write!(text, " {faint}({}){faint:#}", one_line(&report.why));
    }
    text.push_str("\n\n");
    edits(&mut text, report, styles);
    for api in &report.apis {
        part(&mut text, api, styles);
    }
    for date in report.apis.iter().flat_map(|api| &api.dates) {
        for shown in date.shown() {
            let (base, revision) = (one_line(&shown.base), one_line(&shown.revision));
            let _ = writeln!(text, "{subject}{base} -> {revision}{subject:#}\n");
            text_findings(&mut text, &shown, styles);
        }
    }
    issues_text(&mut text, &report.issues, styles);
    let _ = writeln!(text, "{subject}{}{subject:#}", report.sentence());
    text
}

fn edits(text: &mut String, report: &ReviewReport, styles: &Styles) {
    if report.edits.is_empty() {
        return;
    }
    let Styles { subject, .. } = styles;
    let _ = writeln!(text, "{subject}registry{subject:#}\n");
    let rows: Vec<Vec<Cell>> = report
        .edits
        .iter()
        .map(|edit| {
            let (word, style) = kind(edit, styles);
            let api = edit.api.as_ref().map(ToString::to_string);
            vec![
                Cell::new(word, style),
                Cell::plain(api.unwrap_or_default()),
                Cell::plain(one_line(&edit.text)),
            ]
        })
        .collect();
    text.push_str(&table(&rows, "  "));
    text.push('\n');
}

fn kind(edit: &Edit, styles: &Styles) -> (&'static str, Style) {
    match edit.kind {
        EditKind::Added => ("added", styles.added),
        EditKind::Removed => ("removed", styles.removed),
        EditKind::Changed => ("changed", styles.warning),
    }
}

fn part(text: &mut String, api: &ApiReview, styles: &Styles) {
    let Styles { subject, .. } = styles;
    let title = one_line(&api.title);
    let _ = writeln!(text, "{subject}{}{subject:#}: {title}\n", api.name);
    let mut rows = Vec::new();
    for date in &api.dates {
        let mut first = [
            Cell::new(date.date.to_string(), styles.subject),
            Cell::plain(date.state()),
        ];
        for row in date.rows() {
            let style = match row.outcome {
                Outcome::Fails => styles.error,
                Outcome::Undecided => styles.warning,
                Outcome::Passes => styles.progress,
                Outcome::Told => styles.faint,
            };
            let mut cells: Vec<Cell> = first.to_vec();
            cells.extend([
                Cell::plain(one_line(&row.with)),
                Cell::new(row.outcome.word(), style),
                Cell::plain(row.found),
            ]);
            rows.push(cells);
            first = [Cell::default(), Cell::default()];
        }
    }
    if !rows.is_empty() {
        text.push_str(&table(&rows, "  "));
        text.push('\n');
    }
    if let Some(client) = &api.client {
        client_text(text, client, styles);
    }
}
