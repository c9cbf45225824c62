//! The page of a review.

use std::fmt::Write as _;

use super::markup::{anchor, escaped, sentence};
use super::page::Page;
use super::{check, findings};
use crate::comparing::edits::EditKind;
use crate::report::comparison::{Entry, Report, sentence as outcome};
use crate::report::review::{Outcome, ReviewReport};

/// What is compared with what, edits of the registry, what is wrong, and the findings.
pub(super) fn page(report: &ReviewReport) -> String {
    let head = report.head.as_deref().unwrap_or("the working tree");
    let mut page = Page::new(format!("API review: {head} against {}", report.base));
    page.summary = report.sentence();
    let dates = report.apis.iter().flat_map(|api| {
        let dates = api.dates.iter();
        dates.map(|date| (api.name.as_str(), date))
    });
    let shown: Vec<(String, Report)> = dates
        .flat_map(|(api, date)| {
            let id = format!("review-{}-{}", anchor(api), date.date);
            let numbered = date.shown().into_iter().enumerate();
            numbered.map(move |(number, report)| (format!("{id}-{number}"), report))
        })
        .collect();
    let entries: Vec<&Entry> = shown
        .iter()
        .flat_map(|(_, report)| &report.findings)
        .collect();
    page.filters(entries.iter().copied());
    let body = &mut page.body;
    if !report.why.is_empty() {
        let _ = writeln!(body, "<p class=\"note\">{}</p>", sentence(&report.why));
    }
    table(body, report);
    edits(body, report);
    let clients = || report.apis.iter().filter_map(|api| api.client.as_ref());
    if clients().next().is_some() {
        body.push_str("<h2>Generated clients</h2>\n");
    }
    for client in clients() {
        check::client(body, client);
    }
    check::issues(body, &report.issues);
    for (id, report) in &shown {
        let Report {
            base,
            revision,
            summary,
            ..
        } = report;
        let _ = writeln!(
            body,
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{} → {}</h2>\n<p class=\"note\">{}</p>",
            escaped(base),
            escaped(revision),
            escaped(&outcome(summary)),
        );
        findings(body, report);
        body.push_str("</section>\n");
    }
    page.finish()
}

/// A row for each comparison.
fn table(body: &mut String, report: &ReviewReport) {
    if report.apis.is_empty() {
        return;
    }
    // On a phone its rows are no table for CSS, and then only roles say that they are one.
    body.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What is compared\"><table class=\"compared stacked\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">API</th><th role=\"columnheader\" scope=\"col\">Date</th><th role=\"columnheader\" scope=\"col\">State</th><th role=\"columnheader\" scope=\"col\">Compared</th><th role=\"columnheader\" scope=\"col\">Result</th><th role=\"columnheader\" scope=\"col\">Findings</th></tr></thead>\n<tbody role=\"rowgroup\">\n");
    for api in &report.apis {
        for date in &api.dates {
            for row in date.rows() {
                let class = match row.outcome {
                    Outcome::Fails | Outcome::Undecided => "fails",
                    Outcome::Passes | Outcome::Told => "passes",
                };
                let _ = writeln!(
                    body,
                    "<tr role=\"row\"><td role=\"cell\">{}</td><th role=\"rowheader\" scope=\"row\">{}</th><td role=\"cell\">{}</td><td role=\"cell\">{}</td><td role=\"cell\" class=\"{class}\">{}</td><td role=\"cell\">{}</td></tr>",
                    escaped(&api.name),
                    date.date,
                    escaped(&date.state()),
                    sentence(&row.with),
                    row.outcome.word(),
                    escaped(&row.found)
                );
            }
        }
    }
    body.push_str("</tbody>\n</table></div>\n");
}

fn edits(body: &mut String, report: &ReviewReport) {
    if report.edits.is_empty() {
        return;
    }
    body.push_str("<h2>In the registry</h2>\n<ul>\n");
    for edit in &report.edits {
        let word = match edit.kind {
            EditKind::Added => "added",
            EditKind::Removed => "removed",
            EditKind::Changed => "changed",
        };
        let api = edit.api.as_ref().map_or_else(String::new, |api| {
            format!("<code>{}</code>: ", escaped(api.as_str()))
        });
        let _ = writeln!(body, "<li>{api}{word} {}</li>", sentence(&edit.text));
    }
    body.push_str("</ul>\n");
}
