//! A report as one page for a browser: nothing is loaded from anywhere, and it reads well without scripts and on paper.

mod check;
mod finding;
mod markup;
mod page;
mod review;
mod sides;
mod timeline;

use std::fmt::Write as _;

use crate::report::check::CheckReport;
use crate::report::comparison::{Group, Report, nulls, sentence};
use crate::report::review::ReviewReport;
use page::Page;

/// The groups of findings, the worst first, with the word for one.
const GROUPS: [(Group, &str); 7] = [
    (Group::Breaking, "breaking"),
    (Group::Unknown, "unknown"),
    (Group::Behavior, "behavior"),
    (Group::Accepted, "accepted"),
    (Group::Ignored, "ignored"),
    (Group::Compatible, "compatible"),
    (Group::Docs, "docs"),
];

/// The page of one pair of documents.
pub(crate) fn of_comparison(report: &Report) -> String {
    let Report { base, revision, .. } = report;
    let mut page = Page::new(format!("{base} → {revision}"));
    page.summary = sentence(&report.summary);
    page.filters(&report.findings);
    if let Some(nulls) = nulls(report) {
        let _ = writeln!(
            page.body,
            "<p class=\"note\">{}</p>",
            markup::sentence(&nulls)
        );
    }
    findings(&mut page.body, report);
    page.finish()
}

/// The page of a check: the dates of each API, what breaks between them, and what is wrong.
pub(crate) fn of_check(report: &CheckReport) -> String {
    check::page(report)
}

/// The page of a review: what a branch changes, and whom it breaks.
pub(crate) fn of_review(report: &ReviewReport) -> String {
    review::page(report)
}

/// The findings of a comparison, the worst first.
fn findings(body: &mut String, report: &Report) {
    if report.findings.is_empty() {
        body.push_str("<p class=\"note\">There are no differences.</p>\n");
        return;
    }
    body.push_str("<div class=\"findings\">\n");
    for (group, word) in GROUPS {
        for entry in report.group(group) {
            finding::write(body, entry, word);
        }
    }
    body.push_str("</div>\n");
}
