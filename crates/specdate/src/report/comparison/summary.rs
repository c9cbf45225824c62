//! The counts of a comparison in words.

use openapi_compat::{Audience, NullReading, Summary};

use super::Report;
use crate::report::words::counted;

/// How many findings break each audience; none where it was not judged.
pub(crate) fn breaks(summary: &Summary) -> [(Audience, Option<usize>); 4] {
    [
        (Audience::Wire, summary.wire),
        (Audience::Behavior, summary.behavior),
        (Audience::Client, summary.client),
        (Audience::Source, summary.source),
    ]
}

/// `2 wire breaks, 1 client break; 1 unknown, 3 compatible; source not judged`. Kinds of which there are none are left out.
pub(crate) fn sentence(summary: &Summary) -> String {
    let audiences = breaks(summary);
    let breaks: Vec<String> = audiences
        .iter()
        .filter_map(|(audience, count)| Some((audience, (*count)?)))
        .filter(|(_, count)| *count > 0)
        .map(|(audience, count)| {
            let [one, many] = ["break", "breaks"].map(|noun| format!("{audience} {noun}"));
            counted(count, &one, &many)
        })
        .collect();
    let others: Vec<String> = [
        (summary.unknown, "unknown"),
        (summary.compatible, "compatible"),
        (summary.docs, "docs"),
        (summary.accepted, "accepted"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, kind)| format!("{count} {kind}"))
    .collect();
    let breaks = match (breaks.as_slice(), others.as_slice()) {
        ([], []) => return "no differences".to_owned(),
        ([], _) => "no breaks".to_owned(),
        (breaks, _) => breaks.join(", "),
    };
    let not_judged: Vec<&str> = audiences
        .iter()
        .filter(|(_, count)| count.is_none())
        .map(|(audience, _)| audience.as_str())
        .collect();
    let not_judged = match not_judged.as_slice() {
        [] => String::new(),
        names => format!("{} not judged", names.join(", ")),
    };
    let parts = [breaks, others.join(", "), not_judged];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// What allows null in two documents. Nothing where it goes without saying: without findings, and in OpenAPI 3.1, which leaves
/// no choice.
pub(crate) fn nulls(report: &Report) -> Option<String> {
    let [base, revision] = report.nulls;
    match (base, revision) {
        _ if report.findings.is_empty() => None,
        (NullReading::Type, NullReading::Type) => None,
        (base, revision) if base == revision => Some(format!("null is allowed by {base}")),
        (base, revision) => Some(format!(
            "null is allowed by {base}; in the revision by {revision}"
        )),
    }
}

/// `3 operations`
pub(super) fn operations(count: usize) -> String {
    counted(count, "operation", "operations")
}
