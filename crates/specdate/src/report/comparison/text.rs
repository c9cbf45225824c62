//! A comparison for people at a terminal.

use std::fmt::Write as _;

use anstyle::Style;
use openapi_compat::{HttpMessage, Judgement};
use source_tree::Position;

use super::{Entry, Excerpt, Group, Report, listed, operation, summary, witness_sentence};
use crate::comparing::decision::Decision;
use crate::report::snippet::{Mark, snippet};
use crate::report::words::{one_line, visible, wrapped};
use crate::terminal::Styles;

/// How many operations are named; of more, the number is told.
const MAX_OPERATIONS: usize = 5;
/// How wide sentences are at most.
const WIDTH: usize = 100;
/// Where the text behind a label starts.
const INDENT: usize = 15;

/// The findings, and the count in the last line.
pub(crate) fn text(report: &Report, styles: &Styles) -> String {
    let mut text = String::new();
    findings(&mut text, report, styles);
    let Styles { subject, faint, .. } = styles;
    if let Some(nulls) = summary::nulls(report) {
        for line in wrapped(&nulls, WIDTH) {
            let _ = writeln!(text, "{faint}{line}{faint:#}");
        }
    }
    let (base, revision) = (visible(&report.base), visible(&report.revision));
    let sentence = summary::sentence(&report.summary);
    let _ = writeln!(text, "{subject}{base} -> {revision}:{subject:#} {sentence}");
    text
}

/// One block per finding that matters, and one line for each of the others, with an empty line at the end.
pub(crate) fn findings(text: &mut String, report: &Report, styles: &Styles) {
    for group in [Group::Breaking, Group::Unknown, Group::Behavior] {
        for entry in report.group(group) {
            block(text, entry, group, styles);
        }
    }
    for group in [Group::Accepted, Group::Ignored, Group::Compatible] {
        lines(text, report, group, styles);
    }
}

fn style_of(group: Group, styles: &Styles) -> (Style, &'static str) {
    match group {
        Group::Breaking => (styles.error, "breaking"),
        Group::Unknown => (styles.warning, "unknown"),
        Group::Behavior => (styles.warning, "behavior"),
        Group::Accepted => (styles.help, "accepted"),
        Group::Ignored => (styles.faint, "ignored"),
        Group::Compatible => (styles.progress, "compatible"),
        Group::Docs => (styles.faint, "docs"),
    }
}

fn block(text: &mut String, entry: &Entry, group: Group, styles: &Styles) {
    let Styles { subject, .. } = styles;
    let (style, word) = style_of(group, styles);
    let title = one_line(&entry.title);
    let _ = writeln!(
        text,
        "{style}{word}[{}]:{style:#} {subject}{title}{subject:#}",
        visible(&entry.id)
    );
    for (label, judgement) in [
        ("breaks", Judgement::Breaking),
        ("unknown for", Judgement::Unknown),
    ] {
        let audiences = entry.audiences(judgement);
        if !audiences.is_empty() {
            labeled(text, label, &listed(&audiences), styles.subject);
        }
    }
    if let Some(Decision { outcome, by }) = &entry.decision {
        let decided = format!("{}: {by}", outcome.word());
        labeled(text, "gate", &decided, styles.subject);
    }
    labeled(text, "why", &entry.why, styles.subject);
    if let Some(reason) = &entry.reason {
        labeled(text, "undecided", reason, styles.subject);
    }
    let marks = marks(entry, styles);
    if !marks.is_empty() {
        text.push('\n');
        text.push_str(&snippet(&marks, styles));
        text.push('\n');
    }
    reached(text, entry, styles);
    if let Some(witness) = &entry.witness {
        message(text, entry, witness, styles);
    }
    if let Some(first) = &entry.shown_by {
        let shown = format!("the message of {first} shows this as well");
        labeled(text, "witness", &shown, styles.subject);
    }
    labeled(text, "instead", &entry.remedy, styles.help);
    let Styles { faint, .. } = styles;
    let _ = writeln!(
        text,
        "  {faint}{:<width$}{}{faint:#}\n",
        "fingerprint",
        one_line(&entry.fingerprint),
        width = INDENT - 2
    );
}

/// A label, and text that is broken between words.
fn labeled(text: &mut String, label: &str, value: &str, style: Style) {
    let value = visible(value);
    let mut before = format!(
        "  {style}{label}{style:#}{:1$}",
        "",
        INDENT - 2 - label.len()
    );
    if label.is_empty() {
        before = " ".repeat(INDENT);
    }
    for line in wrapped(&value, WIDTH - INDENT) {
        let _ = writeln!(text, "{before}{line}");
        before = " ".repeat(INDENT);
    }
}

/// The places of a finding, the newer one first.
fn marks<'e>(entry: &'e Entry, styles: &Styles) -> Vec<Mark<'e>> {
    let mark = |excerpt: &'e Excerpt, label, style| Mark {
        above: excerpt.above.as_deref(),
        lines: excerpt.lines.iter().map(|line| &**line).collect(),
        goes_on: excerpt.goes_on,
        name: &excerpt.place.file,
        position: Position {
            line: excerpt.place.line,
            column: excerpt.place.column,
        },
        length: excerpt.length(),
        label,
        style,
    };
    let revision = entry.revision.as_ref();
    let base = entry.base.as_ref();
    revision
        .map(|excerpt| mark(excerpt, "after", styles.added))
        .into_iter()
        .chain(base.map(|excerpt| mark(excerpt, "before", styles.removed)))
        .collect()
}

fn reached(text: &mut String, entry: &Entry, styles: &Styles) {
    let count = entry.operations.len();
    // One line more does not hide a single operation.
    let shown = if count == MAX_OPERATIONS + 1 {
        count
    } else {
        count.min(MAX_OPERATIONS)
    };
    let mut label = "reaches";
    for one in entry.operations.iter().take(shown) {
        labeled(text, label, &operation(one), styles.subject);
        label = "";
    }
    if count > shown {
        // There are always several.
        let more = format!("and {} more operations", count - shown);
        labeled(text, label, &more, styles.subject);
    }
}

fn message(text: &mut String, entry: &Entry, witness: &HttpMessage, styles: &Styles) {
    labeled(
        text,
        "witness",
        witness_sentence(entry, witness),
        styles.subject,
    );
    let Styles { place, .. } = styles;
    let whole = witness.to_string();
    for line in visible(&whole).lines() {
        let row = format!("{:INDENT$}{place}|{place:#} {line}", "");
        let _ = writeln!(text, "{}", row.trim_end());
    }
}

/// A line for each finding of a group.
fn lines(text: &mut String, report: &Report, group: Group, styles: &Styles) {
    let (style, word) = style_of(group, styles);
    let Styles { faint, .. } = styles;
    let width = report.group(group).map(|entry| entry.id.len()).max();
    let Some(width) = width else {
        return;
    };
    for entry in report.group(group) {
        let (id, title) = (one_line(&entry.id), one_line(&entry.title));
        let pad = width.saturating_sub(id.len());
        let _ = write!(text, "{style}{word}[{id}]:{style:#}{:pad$} {title}", "");
        if let Some(Excerpt { place, .. }) = entry.revision.as_ref().or(entry.base.as_ref()) {
            let at = one_line(&place.to_string());
            let _ = write!(text, " {faint}({at}){faint:#}");
        }
        text.push('\n');
        if let Some(Decision { by, .. }) = &entry.decision {
            let _ = writeln!(text, "  {faint}{}{faint:#}", one_line(by));
        }
    }
    text.push('\n');
}
