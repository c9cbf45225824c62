//! What `specdate review` found, and the ways to show it to people.

mod json;
mod markdown;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use registry::{Audience, Day, State, VersionDate};

use crate::comparing::edits::Edit;
use crate::comparing::gate::{GateRules, Gated};
use crate::issue::Issue;
use crate::report::check::{ClientCheck, Totals};
use crate::report::comparison::{Entry, Group, Report, sentence};
use crate::report::words::counted;

pub(crate) use json::{json, schema_json};
pub(crate) use markdown::markdown;
pub(crate) use text::text;

/// A review as it is shown: everything is decided before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReviewReport {
    /// What the base is called.
    pub(crate) base: String,
    /// Its commit.
    pub(crate) commit: String,
    /// Why it is the base; empty where it was asked for.
    pub(crate) why: String,
    /// The revision that is reviewed, as it was named; none for the working tree.
    pub(crate) head: Option<String>,
    pub(crate) today: Day,
    /// What was edited in the registry.
    pub(crate) edits: Vec<Edit>,
    /// The APIs that the change is about, by name.
    pub(crate) apis: Vec<ApiReview>,
    /// How many APIs it is not about.
    pub(crate) unchanged: usize,
    /// What is wrong with edits of the registry and with changed documents, errors first.
    pub(crate) issues: Vec<Issue>,
}

/// An API that the change is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiReview {
    pub(crate) name: String,
    pub(crate) title: String,
    /// What fails where a released document changed.
    pub(crate) gate: BTreeSet<Audience>,
    /// What decides before that.
    pub(crate) rules: GateRules,
    pub(crate) dates: Vec<DateReview>,
    /// The generated client, where the change could have made it stale.
    pub(crate) client: Option<ClientCheck>,
}

/// A date that the change is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateReview {
    pub(crate) date: VersionDate,
    pub(crate) state: State,
    /// Whether the base has no such date.
    pub(crate) is_new: bool,
    /// Whether its document changed, or is new.
    pub(crate) is_touched: bool,
    /// It fails only where the registry has a gate for drafts.
    pub(crate) since_base: Option<GatedReport>,
    pub(crate) since_release: Option<GatedReport>,
    /// A new date, compared with older ones.
    pub(crate) from_older: Vec<Report>,
}

/// A document, and what it may not break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GatedReport {
    pub(crate) report: Report,
    /// What of it fails the review.
    pub(crate) gated: Gated,
}

/// A comparison of a date, as a row of a table.
pub(crate) struct Row {
    /// What the date is compared with.
    pub(crate) with: String,
    /// What was found, in a line.
    pub(crate) found: String,
    pub(crate) outcome: Outcome,
}

/// What a comparison comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It fails the review.
    Fails,
    /// It could not be decided, which fails the review.
    Undecided,
    /// It passes.
    Passes,
    /// It is only told.
    Told,
}

impl Outcome {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Undecided => "not decided",
            Self::Passes => "passes",
            Self::Told => "told",
        }
    }
}

impl ReviewReport {
    pub(crate) fn totals(&self) -> Totals {
        let mut totals = Totals::of_issues(&self.issues);
        for api in &self.apis {
            for date in &api.dates {
                let compared = [&date.since_base, &date.since_release];
                for compared in compared.into_iter().flatten() {
                    totals.gated += compared.gated;
                    if date.state == State::Draft {
                        totals.of_drafts += compared.gated;
                    }
                }
            }
            totals.add_client(api.client.as_ref());
        }
        totals
    }

    /// `1 API, 2 dates`
    fn scope(&self) -> String {
        let dates = self.apis.iter().map(|api| api.dates.len()).sum();
        format!(
            "{}, {}",
            counted(self.apis.len(), "API", "APIs"),
            counted(dates, "date", "dates")
        )
    }

    /// `1 API, 2 dates: no problems`
    pub(crate) fn sentence(&self) -> String {
        if self.apis.is_empty() && self.edits.is_empty() && self.issues.is_empty() {
            return "no document, client or entry of the registry changed".to_owned();
        }
        format!("{}: {}", self.scope(), self.totals().sentence())
    }
}

impl DateReview {
    /// A row for each comparison: what decides comes first.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let outcome = |gated: Gated, otherwise| match gated {
            Gated { breaks: 1.., .. } => Outcome::Fails,
            Gated { unknowns: 1.., .. } => Outcome::Undecided,
            Gated { .. } => otherwise,
        };
        for (with, compared, otherwise) in [
            ("since its release", &self.since_release, Outcome::Passes),
            ("since the base", &self.since_base, Outcome::Told),
        ] {
            rows.extend(compared.iter().map(|GatedReport { report, gated }| Row {
                with: with.to_owned(),
                found: sentence(&report.summary),
                outcome: outcome(*gated, otherwise),
            }));
        }
        let told = |with: String, report: &Report| Row {
            with,
            found: sentence(&report.summary),
            outcome: Outcome::Told,
        };
        rows.extend(
            self.from_older
                .iter()
                .map(|report| told(format!("from {}", report.base), report)),
        );
        if rows.is_empty() && self.is_new {
            rows.push(Row {
                with: "the first date".to_owned(),
                found: "there is nothing to compare it with".to_owned(),
                outcome: Outcome::Told,
            });
        }
        rows
    }

    /// `active`, `draft, new`
    pub(crate) fn state(&self) -> String {
        let new = if self.is_new { ", new" } else { "" };
        format!("{}{new}", self.state)
    }

    /// The comparisons whose findings are shown. What differs since the release and stood at the base already is shown only
    /// where somebody may have to act on it.
    pub(crate) fn shown(&self) -> Vec<Report> {
        let older = self.from_older.iter();
        let older = older.filter(|report| !report.findings.is_empty());
        self.since().into_iter().chain(older.cloned()).collect()
    }

    /// Those of them that are about the document itself, and not about older dates.
    pub(crate) fn since(&self) -> Vec<Report> {
        let decided: BTreeMap<&str, &Entry> = self
            .since_release
            .iter()
            .flat_map(|compared| &compared.report.findings)
            .map(|entry| (entry.fingerprint.as_str(), entry))
            .collect();
        let mut shown = Vec::new();
        let mut known = BTreeSet::new();
        if let Some(GatedReport { report, .. }) = &self.since_base {
            let mut report = report.clone();
            for entry in &mut report.findings {
                known.insert(entry.fingerprint.clone());
                // The same finding since the release says what it comes to.
                if let Some(same) = decided.get(entry.fingerprint.as_str()) {
                    entry.decision.clone_from(&same.decision);
                }
            }
            shown.push(report);
        }
        if let Some(GatedReport { report, .. }) = &self.since_release {
            let others = report.findings.iter().filter(|entry| {
                let is_quiet = matches!(entry.group(), Group::Compatible | Group::Docs);
                !is_quiet && !known.contains(&entry.fingerprint)
            });
            shown.push(Report::new(
                [&report.base, &report.revision],
                report.basis(),
                others.cloned().collect(),
            ));
        }
        shown.retain(|report| !report.findings.is_empty());
        shown
    }
}
