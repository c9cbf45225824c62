//! How many findings there are of each kind: the one count that every report shows.

use openapi_compat::{Audience, Judgement, Summary};

use super::{Entry, Group};
use crate::report::words::counted;

/// Counts findings. One that is accepted counts under `accepted` only.
///
/// A comparison judges `wire`, `behavior` and `client`, unless all that it found says otherwise; `source` is judged
/// where a finding says so.
pub(crate) fn count(findings: &[Entry]) -> Summary {
    let open = || findings.iter().filter(|entry| !entry.accepted);
    let in_group = |group| {
        findings
            .iter()
            .filter(|entry| entry.group() == group)
            .count()
    };
    let breaking = |audience: Audience| {
        let has = |judgement| move |entry: &&Entry| entry.verdicts.of(audience) == judgement;
        let not_judged = findings.iter().filter(has(Judgement::NotJudged)).count();
        let judged =
            not_judged < findings.len() || findings.is_empty() && audience != Audience::Source;
        judged.then(|| open().filter(has(Judgement::Breaking)).count())
    };
    Summary {
        wire: breaking(Audience::Wire),
        behavior: breaking(Audience::Behavior),
        client: breaking(Audience::Client),
        source: breaking(Audience::Source),
        unknown: open()
            .filter(|entry| !entry.audiences(Judgement::Unknown).is_empty())
            .count(),
        compatible: in_group(Group::Compatible),
        docs: in_group(Group::Docs),
        accepted: in_group(Group::Accepted),
    }
}

/// `2 wire breaks, 1 client break; 1 unknown, 3 compatible; source not judged`. Kinds of which there are none are left out.
pub(super) fn sentence(summary: &Summary) -> String {
    let Summary {
        wire,
        behavior,
        client,
        source,
        unknown,
        compatible,
        docs,
        accepted,
    } = *summary;
    let audiences = [
        (Audience::Wire, wire),
        (Audience::Behavior, behavior),
        (Audience::Client, client),
        (Audience::Source, source),
    ];
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
        (unknown, "unknown"),
        (compatible, "compatible"),
        (docs, "docs"),
        (accepted, "accepted"),
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

/// `3 operations`
pub(super) fn operations(count: usize) -> String {
    counted(count, "operation", "operations")
}
