//! The page of a check.

use std::fmt::Write as _;

use registry::VersionDate;

use super::markup::{anchor, escaped, sentence};
use super::page::Page;
use super::{findings, timeline};
use crate::comparing::gate::Gated;
use crate::issue::Issue;
use crate::report::check::matrix::{self, Line};
use crate::report::check::{ApiCheck, CheckReport, ClientCheck};
use crate::report::comparison::{Entry, Report, sentence as outcome};
use crate::report::generation::{Tense, state};
use crate::report::words::counted;

/// The dates of each API, what is wrong, and every comparison.
pub(super) fn page(report: &CheckReport) -> String {
    let mut page = Page::new(format!("API versions on {}", report.today));
    page.summary = report.totals().sentence();
    let entries: Vec<&Entry> = report.apis.iter().flat_map(entries).collect();
    page.filters(entries.iter().copied());
    let body = &mut page.body;
    issues(body, &report.issues);
    for api in &report.apis {
        self::api(body, api, report);
    }
    page.finish()
}

fn entries(api: &ApiCheck) -> impl Iterator<Item = &Entry> {
    let released = api.released.iter().map(|released| &released.report);
    let pairs = api.pairs.iter().map(|pair| &pair.report);
    released.chain(pairs).flat_map(|report| &report.findings)
}

fn api(body: &mut String, api: &ApiCheck, report: &CheckReport) {
    let _ = writeln!(
        body,
        "<section class=\"api\" aria-labelledby=\"api-{anchor}\">\n<h2 id=\"api-{anchor}\">{} <small>{}</small></h2>",
        escaped(&api.title),
        escaped(&api.name),
        anchor = anchor(&api.name),
    );
    timeline::write(body, &api.dates, report.today);
    if !api.pairs.is_empty() {
        body.push_str("<h3>What breaks from date to date</h3>\n");
        matrix(body, api);
    }
    if let Some(client) = &api.client {
        body.push_str("<h3>Client</h3>\n");
        self::client(body, client);
    }
    if !api.released.is_empty() {
        body.push_str("<h3>Released documents since their release</h3>\n");
        for released in &api.released {
            let id = format!("released-{}-{}", anchor(&api.name), released.date);
            comparison(body, &id, &released.report, Some(released.gated));
        }
    }
    if !api.pairs.is_empty() {
        body.push_str("<h3>Pairs of dates</h3>\n");
        for pair in &api.pairs {
            comparison(
                body,
                &pair_id(&api.name, pair.older, pair.newer),
                &pair.report,
                None,
            );
        }
    }
    body.push_str("</section>\n");
}

fn pair_id(api: &str, older: VersionDate, newer: VersionDate) -> String {
    format!("pair-{}-{older}-{newer}", anchor(api))
}

/// The findings of a comparison, folded up. One that fails the check says so, and is open.
fn comparison(body: &mut String, id: &str, report: &Report, gated: Option<Gated>) {
    let (open, fails) = match gated {
        Some(Gated { breaks: 1.., .. }) => (" open", " <span class=\"fails\">fails</span>"),
        Some(Gated { unknowns: 1.., .. }) => (" open", " <span class=\"fails\">not decided</span>"),
        _ => ("", ""),
    };
    let Report {
        base,
        revision,
        summary,
        ..
    } = report;
    let _ = writeln!(
        body,
        "<details class=\"comparison\" id=\"{id}\"{open}>\n<summary><h4>{} → {}</h4>{fails} <span class=\"facts\">{}</span></summary>",
        escaped(base),
        escaped(revision),
        escaped(&outcome(summary)),
    );
    findings(body, report);
    body.push_str("</details>\n");
}

/// The older dates below each other, the newer ones beside each other; each cell leads to its findings.
fn matrix(body: &mut String, api: &ApiCheck) {
    for part in matrix::parts(api, usize::MAX) {
        body.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Breaks between dates\"><table class=\"matrix\">\n<thead><tr><th scope=\"col\">from … to …</th>");
        for newer in &part.newer {
            let _ = write!(body, "<th scope=\"col\">{newer}</th>");
        }
        body.push_str("</tr></thead>\n<tbody>\n");
        for (older, cells) in &part.rows {
            let _ = write!(body, "<tr><th scope=\"row\">{older}</th>");
            for (newer, cell) in part.newer.iter().zip(cells) {
                let Some(summary) = cell else {
                    body.push_str("<td class=\"none\"></td>");
                    continue;
                };
                let lines = matrix::lines(summary);
                let class = match lines.first() {
                    Some(Line::Break(..)) => "breaking",
                    Some(Line::Unknown(_)) => "unknown",
                    Some(Line::Accepted(_)) => "accepted",
                    Some(Line::NoBreaks) => "compatible",
                    Some(Line::Same) | None => "same",
                };
                let lines: Vec<String> = lines
                    .iter()
                    .map(|line| format!("<span>{line}</span>"))
                    .collect();
                let _ = write!(
                    body,
                    "<td class=\"{class}\"><a href=\"#{}\">{}</a></td>",
                    pair_id(&api.name, *older, *newer),
                    lines.join(" ")
                );
            }
            body.push_str("</tr>\n");
        }
        body.push_str("</tbody>\n</table></div>\n");
    }
}

pub(super) fn client(body: &mut String, client: &ClientCheck) {
    let crate_dir = format!("<code>{}</code>", escaped(&client.crate_dir));
    let _ = match (client.files, client.stale.len()) {
        (None, _) => writeln!(
            body,
            "<p class=\"problem\">The client {crate_dir} cannot be generated.</p>"
        ),
        (Some(files), 0) => writeln!(
            body,
            "<p class=\"note\">The client {crate_dir} is up to date ({}).</p>",
            counted(files, "file", "files")
        ),
        (Some(_), stale) => writeln!(
            body,
            "<p class=\"problem\">Of the client {crate_dir} {}; <code>generate</code> writes what is due:</p>",
            counted(stale, "file is stale", "files are stale")
        ),
    };
    if !client.stale.is_empty() {
        body.push_str("<ul>\n");
        for file in &client.stale {
            let _ = writeln!(
                body,
                "<li><code>{}</code> ({})</li>",
                escaped(&file.path),
                state(file.status, Tense::Found)
            );
        }
        body.push_str("</ul>\n");
    }
}

pub(super) fn issues(body: &mut String, issues: &[Issue]) {
    if issues.is_empty() {
        return;
    }
    body.push_str("<section aria-labelledby=\"issues\">\n<h2 id=\"issues\">Registry and documents</h2>\n<ul class=\"issues\">\n");
    for issue in issues {
        let class = if issue.is_error() { "error" } else { "warning" };
        let Issue {
            id,
            file,
            line,
            column,
            message,
            next_step,
            ..
        } = issue;
        let _ = writeln!(
            body,
            "<li class=\"{class}\"><span class=\"badge\">{class}</span> {} <code>{}</code><br><span class=\"facts\">{}, next: {}</span></li>",
            sentence(message),
            escaped(&format!("{file}:{line}:{column}")),
            escaped(id),
            sentence(next_step)
        );
    }
    body.push_str("</ul>\n</section>\n");
}
