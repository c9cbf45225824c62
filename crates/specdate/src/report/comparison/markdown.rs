//! A comparison for a comment on a pull request.

use std::fmt::Write as _;

use openapi_compat::Judgement;

use super::{Entry, Excerpt, Group, Report, listed, operation, summary, witness_sentence};
use crate::comparing::decision::Decision;
use crate::report::markdown::{code, fenced, html, inline};

/// Longer lines are not shown whole, but from the place on.
const MAX_LINE: usize = 400;

/// How long a report gets before findings are left out: a comment on GitHub takes 65,536 characters.
pub(crate) const MAX_LENGTH: usize = 60_000;
/// How many operations of a finding are listed.
const MAX_OPERATIONS: usize = 20;

/// A heading with the summary, a table of what breaks, and everything else folded away.
pub(crate) fn markdown(report: &Report) -> String {
    let (base, revision) = (code(&report.base), code(&report.revision));
    let sentence = summary::sentence(&report.summary);
    let mut text = format!("### {base} → {revision}: {sentence}\n");
    if let Some(nulls) = summary::nulls(report) {
        let _ = writeln!(text, "\n_{nulls}_");
    }
    if findings(&mut text, report) > 0 {
        let _ = writeln!(
            text,
            "\nThis is not all: a comment has no room for the rest. `specdate diff` shows it in a terminal."
        );
    }
    text
}

/// A table of what breaks, and everything else folded away. Says how many findings the comment that `text` is has no room
/// for.
pub(crate) fn findings(text: &mut String, report: &Report) -> usize {
    let mut left_out = table(text, report);
    for group in [Group::Breaking, Group::Unknown, Group::Behavior] {
        for entry in report.group(group) {
            let details = details(entry, group);
            if text.len() + details.len() > MAX_LENGTH {
                left_out += 1;
            } else {
                text.push_str(&details);
            }
        }
    }
    for group in [
        Group::Accepted,
        Group::Ignored,
        Group::Compatible,
        Group::Docs,
    ] {
        let folded = folded(report, group);
        if text.len() + folded.len() > MAX_LENGTH {
            left_out += report.group(group).count();
        } else {
            text.push_str(&folded);
        }
    }
    left_out
}

/// What breaks, a row each. Says how many rows have no room.
fn table(text: &mut String, report: &Report) -> usize {
    let mut left_out = 0;
    let mut heading = "\n| Breaks | Change | Where | Reaches |\n| --- | --- | --- | --- |\n";
    for entry in report.group(Group::Breaking) {
        let place = entry.revision.as_ref().or(entry.base.as_ref());
        let place = place.map_or_else(String::new, |excerpt| code(&excerpt.place.to_string()));
        let reaches = match entry.operations.as_slice() {
            [] => String::new(),
            [one] => code(&operation(one)),
            many => summary::operations(many.len()),
        };
        let row = format!(
            "| {} | {} | {place} | {reaches} |\n",
            listed(&entry.audiences(Judgement::Breaking)),
            inline(&entry.title),
        );
        // The other half is for the details of the first rows.
        if text.len() + row.len() > MAX_LENGTH / 2 {
            left_out += 1;
            continue;
        }
        text.push_str(heading);
        heading = "";
        text.push_str(&row);
    }
    left_out
}

fn word(group: Group) -> &'static str {
    match group {
        Group::Breaking => "breaking",
        Group::Unknown => "unknown",
        Group::Behavior => "behavior",
        Group::Accepted => "accepted",
        Group::Ignored => "ignored",
        Group::Compatible => "compatible",
        Group::Docs => "docs",
    }
}

/// All about one finding, folded.
fn details(entry: &Entry, group: Group) -> String {
    let mut text = format!(
        "\n<details><summary><b>{}</b>: {}</summary>\n\n",
        word(group),
        html(&entry.title)
    );
    let mut facts = vec![format!("rule {}", code(&entry.id))];
    for (words, judgement) in [
        ("breaks", Judgement::Breaking),
        ("unknown for", Judgement::Unknown),
    ] {
        let audiences = entry.audiences(judgement);
        if !audiences.is_empty() {
            facts.push(format!("{words} {}", listed(&audiences)));
        }
    }
    let _ = writeln!(text, "{} ({})\n", inline(&entry.why), facts.join("; "));
    if let Some(Decision { outcome, by }) = &entry.decision {
        let _ = writeln!(text, "Gate: {}: {}\n", outcome.word(), inline(by));
    }
    if let Some(reason) = &entry.reason {
        let _ = writeln!(text, "Undecided: {}\n", inline(reason));
    }
    for (label, excerpt) in [("Before", &entry.base), ("After", &entry.revision)] {
        if let Some(excerpt) = excerpt {
            place(&mut text, label, excerpt);
        }
    }
    if !entry.operations.is_empty() {
        text.push_str("Reaches:\n\n");
        for one in entry.operations.iter().take(MAX_OPERATIONS) {
            let _ = writeln!(text, "- {}", code(&operation(one)));
        }
        if let Some(more) = entry.operations.len().checked_sub(MAX_OPERATIONS)
            && more > 0
        {
            let _ = writeln!(text, "- and {more} more");
        }
        text.push('\n');
    }
    if let Some(witness) = &entry.witness {
        let _ = writeln!(
            text,
            "Witness: {}.\n\n{}",
            witness_sentence(entry, witness),
            fenced("http", &witness.to_string())
        );
    }
    if let Some(first) = &entry.shown_by {
        let _ = writeln!(
            text,
            "Witness: the message of {} shows this as well.\n",
            code(first)
        );
    }
    if !entry.remedy.is_empty() {
        let _ = writeln!(text, "Instead: {}\n", inline(&entry.remedy));
    }
    let _ = writeln!(
        text,
        "Fingerprint: {}\n\n</details>",
        code(&entry.fingerprint)
    );
    text
}

fn place(text: &mut String, label: &str, excerpt: &Excerpt) {
    let file = &excerpt.place.file;
    let language = match file.rsplit_once('.') {
        Some((_, end)) if end.eq_ignore_ascii_case("json") => "json",
        // The surface of a client.
        Some((_, "txt")) => "text",
        _ => "yaml",
    };
    let shown = excerpt.above.iter().chain(&excerpt.lines);
    let shown: Vec<&str> = shown.map(|line| &**line).collect();
    // A document may be one long line.
    let is_long = shown.iter().any(|line| line.len() > MAX_LINE);
    let mut lines = if is_long {
        excerpt.place.snippet.clone()
    } else {
        shown.join("\n")
    };
    if excerpt.goes_on {
        lines.push_str("\n…");
    }
    let _ = writeln!(
        text,
        "{label}, {}:\n\n{}",
        code(&excerpt.place.to_string()),
        fenced(language, &lines)
    );
}

/// The findings of a group that nobody has to act on, in one fold.
fn folded(report: &Report, group: Group) -> String {
    let mut text = String::new();
    for entry in report.group(group) {
        if text.is_empty() {
            let count = report.group(group).count();
            let _ = writeln!(
                text,
                "\n<details><summary>{count} {}</summary>\n",
                word(group)
            );
        }
        let by = entry.decision.as_ref();
        let by = by.map_or_else(String::new, |decision| {
            format!(": {}", inline(&decision.by))
        });
        let _ = writeln!(text, "- {} ({}){by}", inline(&entry.title), code(&entry.id));
    }
    if !text.is_empty() {
        text.push_str("\n</details>\n");
    }
    text
}
