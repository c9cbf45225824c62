//! Dates against dates: what breaks for a client of the older one at a server of the newer one.

use openapi_compat::{Audience, Summary};
use registry::VersionDate;

use super::ApiCheck;
use crate::report::comparison::breaks;

/// How many dates stand beside each other at most in text: a terminal is about a hundred characters wide.
pub(crate) const MAX_COLUMNS: usize = 6;

/// A part of the matrix that fits beside each other: each older date with its cells, one per newer date.
pub(crate) struct Part<'a> {
    pub(crate) newer: Vec<VersionDate>,
    pub(crate) rows: Vec<(VersionDate, Vec<Option<&'a Summary>>)>,
}

/// All parts: newer dates beside each other, at most so many, the older ones below each other.
pub(crate) fn parts(api: &ApiCheck, max_columns: usize) -> Vec<Part<'_>> {
    let mut older: Vec<VersionDate> = api.pairs.iter().map(|pair| pair.older).collect();
    let mut newer: Vec<VersionDate> = api.pairs.iter().map(|pair| pair.newer).collect();
    for dates in [&mut older, &mut newer] {
        dates.sort_unstable();
        dates.dedup();
    }
    let summary = |older, newer| {
        let mut pairs = api.pairs.iter();
        let pair = pairs.find(|pair| (pair.older, pair.newer) == (older, newer))?;
        Some(&pair.report.summary)
    };
    newer
        .chunks(max_columns)
        .map(|newer| Part {
            newer: newer.to_vec(),
            rows: older
                .iter()
                .map(|older| {
                    (
                        *older,
                        newer.iter().map(|newer| summary(*older, *newer)).collect(),
                    )
                })
                .filter(|(_, cells): &(_, Vec<_>)| cells.iter().any(Option::is_some))
                .collect(),
        })
        .collect()
}

/// A line of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Something that breaks an audience.
    Break(Audience, usize),
    Unknown(usize),
    Accepted(usize),
    /// There are findings, and nobody breaks.
    NoBreaks,
    /// There is nothing at all.
    Same,
}

/// What a cell says, the worst first.
pub(crate) fn lines(summary: &Summary) -> Vec<Line> {
    let mut lines: Vec<Line> = breaks(summary)
        .into_iter()
        .filter_map(|(audience, count)| {
            Some(Line::Break(audience, count.filter(|count| *count > 0)?))
        })
        .collect();
    let Summary {
        unknown,
        compatible,
        docs,
        accepted,
        ..
    } = *summary;
    lines.extend((unknown > 0).then_some(Line::Unknown(unknown)));
    if lines.is_empty() {
        let is_same = compatible + docs + accepted == 0;
        lines.push(if is_same { Line::Same } else { Line::NoBreaks });
    }
    lines.extend((accepted > 0).then_some(Line::Accepted(accepted)));
    lines
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Break(audience, count) => write!(f, "{count} {audience}"),
            Self::Unknown(count) => write!(f, "{count} unknown"),
            Self::Accepted(count) => write!(f, "{count} accepted"),
            Self::NoBreaks => f.write_str("no breaks"),
            Self::Same => f.write_str("same"),
        }
    }
}
