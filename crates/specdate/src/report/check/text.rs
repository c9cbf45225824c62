//! A check for people at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::Style;
use openapi_compat::Audience;
use registry::Severity;

use super::matrix::{Line, MAX_COLUMNS, Part, lines, parts};
use super::{ApiCheck, CheckReport, ClientCheck, DatePair, scope, since_release};
use crate::issue::Issue;
use crate::report::comparison::text_findings;
use crate::report::generation::{Tense, state};
use crate::report::table::{Cell, table};
use crate::report::words::{counted, one_line, visible};
use crate::terminal::Styles;

/// How many warnings of one rule are shown.
const MAX_WARNINGS: usize = 5;

/// A part per API; then what is wrong with the registry and with documents; the count in the last line.
pub(crate) fn text(report: &CheckReport, styles: &Styles) -> String {
    let mut text = String::new();
    for api in &report.apis {
        part(&mut text, api, styles);
    }
    issues(&mut text, &report.issues, styles);
    let Styles { subject, .. } = styles;
    let _ = writeln!(
        text,
        "{subject}{}:{subject:#} {}",
        scope(report),
        report.totals().sentence()
    );
    text
}

fn part(text: &mut String, api: &ApiCheck, styles: &Styles) {
    let Styles { subject, faint, .. } = styles;
    let title = one_line(&api.title);
    let _ = writeln!(text, "{subject}{}{subject:#}: {title}\n", api.name);
    if !api.pairs.is_empty() {
        text.push_str("  from date to date: what breaks for clients of the older date (left) at the newer one\n\n");
        for part in parts(api, MAX_COLUMNS) {
            text.push_str(&table(&matrix(&part, styles), "  "));
            text.push('\n');
        }
        if let Some(command) = command(api) {
            let _ = writeln!(text, "  {faint}`{command}` lists the changes{faint:#}\n");
        }
    }
    let released = released(api, styles);
    if !released.is_empty() {
        let _ = writeln!(
            text,
            "  since the release: what breaks for clients of the released document; {}{}\n",
            gate(api),
            api.rules
        );
        text.push_str(&table(&released, "  "));
        text.push('\n');
    }
    let retired: Vec<String> = api
        .dates
        .iter()
        .filter(|(_, lifecycle)| lifecycle.is_retired())
        .map(|(date, _)| date.to_string())
        .collect();
    if !retired.is_empty() {
        let _ = writeln!(
            text,
            "  {faint}retired, and not compared: {}{faint:#}\n",
            retired.join(", ")
        );
    }
    if let Some(client) = &api.client {
        self::client(text, client, styles);
    }
    for released in &api.released {
        text_findings(text, &released.report, styles);
    }
}

/// `wire and unknown fail`
fn gate(api: &ApiCheck) -> String {
    let names: Vec<&str> = api.gate.iter().map(|audience| audience.as_str()).collect();
    match names.as_slice() {
        [] => "nothing fails".to_owned(),
        [one] => format!("{one} fails"),
        [first @ .., last] => format!("{} and {last} fail", first.join(", ")),
    }
}

/// What shows the findings that the matrix counts; none if there are none.
fn command(api: &ApiCheck) -> Option<String> {
    let differ = |pair: &&DatePair| !pair.report.findings.is_empty();
    let mut pairs = api.pairs.iter().filter(differ);
    let DatePair { report, .. } = pairs.next()?;
    Some(match pairs.next() {
        None => format!("diff {} {}", report.base, report.revision),
        Some(_) => format!("diff {0}@OLDER {0}@NEWER", api.name),
    })
}

fn matrix(Part { newer, rows }: &Part<'_>, styles: &Styles) -> Vec<Vec<Cell>> {
    let heading = newer
        .iter()
        .map(|date| Cell::new(date.to_string(), styles.subject));
    let mut table = vec![std::iter::once(Cell::default()).chain(heading).collect()];
    for (older, cells) in rows {
        let cells: Vec<Vec<Line>> = cells
            .iter()
            .map(|cell| cell.map(lines).unwrap_or_default())
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for index in 0..height {
            let first = if index == 0 {
                Cell::new(older.to_string(), styles.subject)
            } else {
                Cell::default()
            };
            let line = cells.iter().map(|lines| match lines.get(index) {
                Some(line) => Cell::new(line.to_string(), style(line, styles)),
                None => Cell::default(),
            });
            table.push(std::iter::once(first).chain(line).collect());
        }
    }
    table
}

fn style(line: &Line, styles: &Styles) -> Style {
    match line {
        Line::Break(Audience::Behavior, _) | Line::Unknown(_) => styles.warning,
        Line::Break(..) => styles.error,
        Line::Accepted(_) => styles.help,
        Line::NoBreaks => styles.progress,
        Line::Same => styles.faint,
    }
}

fn released(api: &ApiCheck, styles: &Styles) -> Vec<Vec<Cell>> {
    api.released_dates()
        .map(|(date, state, compared)| {
            let style = match compared.map(|released| released.gated) {
                None => styles.error,
                Some(gated) if gated.breaks > 0 => styles.error,
                Some(gated) if gated.unknowns > 0 => styles.warning,
                Some(_) => Style::new(),
            };
            vec![
                Cell::new(date.to_string(), styles.subject),
                Cell::plain(state.as_str()),
                Cell::new(since_release(compared), style),
            ]
        })
        .collect()
}

pub(crate) fn client(text: &mut String, client: &ClientCheck, styles: &Styles) {
    let ClientCheck {
        crate_dir,
        files,
        stale,
    } = client;
    let Styles { error, .. } = styles;
    let said = match files {
        None => format!("{error}it cannot be generated{error:#}"),
        Some(files) if stale.is_empty() => {
            format!("up to date, {}", counted(*files, "file", "files"))
        }
        Some(_) => {
            let said = counted(stale.len(), "file is stale", "files are stale");
            format!("{error}{said}{error:#}")
        }
    };
    let _ = writeln!(text, "  client {crate_dir}: {said}\n");
    let rows: Vec<Vec<Cell>> = stale
        .iter()
        .map(|file| {
            vec![
                Cell::plain(state(file.status, Tense::Found)),
                Cell::plain(&file.path),
            ]
        })
        .collect();
    if !rows.is_empty() {
        text.push_str(&table(&rows, "  "));
        text.push('\n');
    }
}

/// Every error, and the first warnings of each rule.
pub(crate) fn issues(text: &mut String, issues: &[Issue], styles: &Styles) {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for issue in issues {
        if !issue.is_error() {
            let count = shown.entry(issue.id).or_default();
            *count += 1;
            if *count > MAX_WARNINGS {
                continue;
            }
        }
        self::issue(text, issue, styles);
    }
    let Styles { warning, .. } = styles;
    for (id, count) in shown {
        if let Some(more) = count.checked_sub(MAX_WARNINGS)
            && more > 0
        {
            let _ = writeln!(
                text,
                "{warning}warning[{id}]:{warning:#} and at {more} more places; `--format json` lists all\n"
            );
        }
    }
}

fn issue(text: &mut String, issue: &Issue, styles: &Styles) {
    let Issue {
        id,
        severity,
        file,
        line,
        column,
        message,
        next_step,
    } = issue;
    let (style, word) = match severity {
        Severity::Error => (styles.error, "error"),
        Severity::Warning => (styles.warning, "warning"),
    };
    let help = styles.help;
    let file = one_line(file);
    let _ = writeln!(
        text,
        "{style}{word}[{id}]:{style:#} {file}:{line}:{column}: {}",
        one_line(message)
    );
    if !next_step.is_empty() {
        let _ = writeln!(text, "  {help}help:{help:#} {}", visible(next_step));
    }
    text.push('\n');
}
