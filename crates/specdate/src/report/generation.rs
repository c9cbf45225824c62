//! What `specdate generate` says about documents, their rewrites and the files of the clients.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use openapi_codegen::{DocumentReport, FileStatus, Status};

use crate::report::unified_diff::{LineCounts, styled};
use crate::report::words::{counted, visible};
use crate::terminal::Styles;

/// Whether a state is one that was found or one that has been mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Found,
    Done,
}

/// A file's state in a word or two.
pub(crate) fn state(status: Status, tense: Tense) -> &'static str {
    match (status, tense) {
        (Status::Fresh, _) => "fresh",
        (Status::Stale, Tense::Found) => "differs",
        (Status::Missing, Tense::Found) => "missing",
        (Status::LeftOver, Tense::Found) => "left over",
        (Status::Stale, Tense::Done) => "changed",
        (Status::Missing, Tense::Done) => "new",
        (Status::LeftOver, Tense::Done) => "removed",
    }
}

/// A unified diff, with an empty line behind it.
pub(crate) fn diff(diff: &str, styles: &Styles) -> String {
    format!("{}\n", styled(diff, styles))
}

/// One line per document.
pub(crate) fn documents(documents: &[DocumentReport], styles: &Styles) -> String {
    let api = width(documents.iter().map(|document| document.api.len()));
    let path = width(
        documents
            .iter()
            .map(|document| document.document.chars().count()),
    );
    let operations = Column::of(
        documents,
        |document| document.operations,
        ["operation", "operations"],
    );
    let types = Column::of(documents, |document| document.types, ["type", "types"]);
    let rewrites = Column::of(
        documents,
        |document| document.rewrites.len(),
        ["rewrite", "rewrites"],
    );

    let mut text = String::new();
    let mut older: Option<&DocumentReport> = None;
    for document in documents {
        let Styles { subject, faint, .. } = styles;
        let mut line = format!(
            "{subject}{:api$}  {}{subject:#}  {:path$}  {}  {}  {}",
            document.api,
            document.date,
            document.document,
            operations.cell(document.operations),
            types.cell(document.types),
            rewrites.cell(document.rewrites.len()),
        );
        if let Some(older) =
            older.filter(|older| older.api == document.api && document.shared_types > 0)
        {
            let shared = counted(document.shared_types, "type", "types");
            let _ = write!(
                line,
                "  {faint}{shared} shared with {}{faint:#}",
                older.date
            );
        }
        let _ = writeln!(text, "{}", line.trim_end());
        older = Some(document);
    }
    text
}

/// Numbers with their noun, aligned.
struct Column {
    number: usize,
    noun: usize,
    nouns: [&'static str; 2],
}

impl Column {
    fn of(
        documents: &[DocumentReport],
        count: impl Fn(&DocumentReport) -> usize,
        nouns: [&'static str; 2],
    ) -> Self {
        let [one, many] = nouns;
        let counts = || documents.iter().map(&count);
        Self {
            number: width(counts().map(|count| count.to_string().len())),
            noun: width(counts().map(|count| if count == 1 { one.len() } else { many.len() })),
            nouns,
        }
    }

    fn cell(&self, count: usize) -> String {
        let Self {
            number,
            noun,
            nouns: [one, many],
        } = self;
        format!(
            "{count:>number$} {:noun$}",
            if count == 1 { one } else { many }
        )
    }
}

/// Every rewrite, by document and place; then why each kind is made.
pub(crate) fn rewrites(documents: &[DocumentReport], styles: &Styles) -> String {
    let Styles { subject, faint, .. } = styles;
    let mut text = String::new();
    let mut reasons: BTreeMap<&str, &str> = BTreeMap::new();
    for document in documents
        .iter()
        .filter(|document| !document.rewrites.is_empty())
    {
        let count = counted(document.rewrites.len(), "rewrite", "rewrites");
        let _ = writeln!(
            text,
            "\n{subject}{}{subject:#}: {count} before generation",
            document.document
        );
        let rows: Vec<(String, &str, &str)> = document
            .rewrites
            .iter()
            .map(|rewrite| {
                (
                    rewrite.location.to_string(),
                    rewrite.rule.id,
                    rewrite.detail.as_str(),
                )
            })
            .collect();
        let place = width(rows.iter().map(|(place, _, _)| place.chars().count()));
        let rule = width(rows.iter().map(|(_, rule, _)| rule.len()));
        for (location, id, detail) in rows {
            let line = format!(
                "  {faint}{location:place$}{faint:#}  {id:rule$}  {}",
                visible(detail)
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
        reasons.extend(
            document
                .rewrites
                .iter()
                .map(|rewrite| (rewrite.rule.id, rewrite.rule.reason)),
        );
    }
    if !reasons.is_empty() {
        let _ = writeln!(text, "\n{subject}Why{subject:#}");
        let rule = width(reasons.keys().map(|id| id.len()));
        for (id, reason) in reasons {
            let _ = writeln!(text, "  {id:rule$}  {reason}");
        }
    }
    text
}

/// One line per file that is not as planned, or was not.
pub(crate) fn changes(statuses: &[FileStatus], tense: Tense, styles: &Styles) -> String {
    let changed: Vec<(&FileStatus, LineCounts)> = statuses
        .iter()
        .filter(|status| status.status != Status::Fresh)
        .map(|status| (status, LineCounts::of(&status.diff)))
        .collect();
    let word = width(
        changed
            .iter()
            .map(|(status, _)| state(status.status, tense).len()),
    );
    let path = width(
        changed
            .iter()
            .map(|(status, _)| status.path.chars().count()),
    );
    let added = width(
        changed
            .iter()
            .map(|(_, counts)| counts.added.to_string().len()),
    );

    let mut text = String::from("\n");
    for (status, counts) in changed {
        let Styles {
            added: plus,
            removed: minus,
            ..
        } = styles;
        let pad = added - counts.added.to_string().len();
        let _ = writeln!(
            text,
            "{:word$}  {:path$}  {:pad$}{plus}+{}{plus:#} {minus}-{}{minus:#}",
            state(status.status, tense),
            status.path,
            "",
            counts.added,
            counts.removed,
        );
    }
    text.push('\n');
    text
}

/// `everything is up to date: 2 documents of 1 API, 5 files`
pub(crate) fn up_to_date(documents: &[DocumentReport], statuses: &[FileStatus]) -> String {
    if statuses.is_empty() {
        return "nothing to generate: no API in the registry has a client\n".to_owned();
    }
    let apis: BTreeSet<&str> = documents
        .iter()
        .map(|document| document.api.as_str())
        .collect();
    let gap = if documents.is_empty() { "" } else { "\n" };
    format!(
        "{gap}everything is up to date: {} of {}, {}\n",
        counted(documents.len(), "document", "documents"),
        counted(apis.len(), "API", "APIs"),
        counted(statuses.len(), "file", "files"),
    )
}

/// ``3 files written, 1 removed: run `cargo test` to see what the snapshots say``
pub(crate) fn written_sentence(statuses: &[FileStatus]) -> String {
    let removed = of(statuses, Status::LeftOver);
    let written = of(statuses, Status::Stale) + of(statuses, Status::Missing);
    let done = match (written, removed) {
        (0, removed) => format!("{} removed", counted(removed, "file", "files")),
        (written, 0) => format!("{} written", counted(written, "file", "files")),
        (written, removed) => format!(
            "{} written, {removed} removed",
            counted(written, "file", "files")
        ),
    };
    format!("{done}: run `cargo test` to see what the snapshots say\n")
}

/// `3 of 5 files are stale: 1 differs, 1 missing, 1 left over`
pub(crate) fn stale_sentence(statuses: &[FileStatus]) -> String {
    let kinds: Vec<String> = [Status::Stale, Status::Missing, Status::LeftOver]
        .into_iter()
        .map(|status| (of(statuses, status), state(status, Tense::Found)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, state)| {
            format!(
                "{count} {}",
                if count > 1 && state == "differs" {
                    "differ"
                } else {
                    state
                }
            )
        })
        .collect();
    let stale = statuses.len() - of(statuses, Status::Fresh);
    let verb = if stale == 1 { "is" } else { "are" };
    format!(
        "{stale} of {} {verb} stale: {}",
        counted(statuses.len(), "file", "files"),
        kinds.join(", ")
    )
}

fn of(statuses: &[FileStatus], status: Status) -> usize {
    statuses.iter().filter(|file| file.status == status).count()
}

fn width(widths: impl Iterator<Item = usize>) -> usize {
    widths.max().unwrap_or_default()
}
