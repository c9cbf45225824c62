//! What `specdate check` found, and the three ways to show it.

mod json;
mod markdown;
pub(crate) mod matrix;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeSet;

use openapi_codegen::Status;
use registry::{Audience, Day, Lifecycle, State, VersionDate};

use crate::Exit;
use crate::comparing::gate::{GateRules, Gated};
use crate::issue::Issue;
use crate::report::comparison::{Report, sentence};
use crate::report::diagnostic::Diagnostic;
use crate::report::words::counted;

pub(crate) use json::{
    ClientShape, ProblemShape, TotalsShape, client as client_shape, json, problem as problem_shape,
    schema_json, totals as totals_shape,
};
pub(crate) use markdown::{client as client_markdown, issues as issues_markdown, markdown};
pub(crate) use text::{client as client_text, issues as issues_text, text};

/// A check as it is shown: everything is decided before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckReport {
    pub(crate) today: Day,
    /// By name.
    pub(crate) apis: Vec<ApiCheck>,
    /// What is wrong with the registry and with single documents, errors first.
    pub(crate) issues: Vec<Issue>,
}

/// An API of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiCheck {
    pub(crate) name: String,
    pub(crate) title: String,
    /// What fails where a released document changed.
    pub(crate) gate: BTreeSet<Audience>,
    /// What decides before that.
    pub(crate) rules: GateRules,
    /// All dates, also the retired ones, which nothing is compared with.
    pub(crate) dates: Vec<(VersionDate, Lifecycle)>,
    /// Every older date with every newer one.
    pub(crate) pairs: Vec<DatePair>,
    pub(crate) released: Vec<ReleasedCheck>,
    pub(crate) client: Option<ClientCheck>,
}

impl ApiCheck {
    /// Whether its client could not even be generated.
    pub(crate) fn is_unusable(&self) -> bool {
        self.client
            .as_ref()
            .is_some_and(|client| client.files.is_none())
    }

    /// The dates that were released and still answer, each with its comparison if there is a released copy.
    fn released_dates(&self) -> impl Iterator<Item = (VersionDate, State, Option<&ReleasedCheck>)> {
        let dates = self.dates.iter();
        let dates = dates.map(|(date, lifecycle)| (*date, lifecycle.state()));
        let answered = |(_, state): &_| matches!(state, State::Active | State::Deprecated);
        dates.filter(answered).map(|(date, state)| {
            let compared = self.released.iter().find(|one| one.date == date);
            (date, state, compared)
        })
    }
}

/// An older date and a newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DatePair {
    pub(crate) older: VersionDate,
    pub(crate) newer: VersionDate,
    pub(crate) report: Report,
}

/// A document and its released copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReleasedCheck {
    pub(crate) date: VersionDate,
    pub(crate) report: Report,
    /// What of it fails the check.
    pub(crate) gated: Gated,
}

/// The generated client of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientCheck {
    pub(crate) crate_dir: String,
    /// How many files it has; none if it could not be generated.
    pub(crate) files: Option<usize>,
    pub(crate) stale: Vec<StaleFile>,
}

/// A file of a client that is not as it would be generated now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StaleFile {
    pub(crate) path: String,
    pub(crate) status: Status,
}

/// How much there is of everything that can fail a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) gated: Gated,
    /// What of that is about drafts, which a registry may have a gate for.
    pub(crate) of_drafts: Gated,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) stale: usize,
    /// Clients that could not be generated.
    pub(crate) failed: usize,
}

impl CheckReport {
    pub(crate) fn totals(&self) -> Totals {
        let mut totals = Totals::of_issues(&self.issues);
        for api in &self.apis {
            for released in &api.released {
                totals.gated += released.gated;
            }
            totals.add_client(api.client.as_ref());
        }
        totals
    }
}

impl Totals {
    /// What is wrong with the registry and with single documents.
    pub(crate) fn of_issues(issues: &[Issue]) -> Self {
        let errors = issues.iter().filter(|issue| issue.is_error()).count();
        Self {
            errors,
            warnings: issues.len() - errors,
            ..Self::default()
        }
    }

    pub(crate) fn add_client(&mut self, client: Option<&ClientCheck>) {
        if let Some(client) = client {
            self.stale += client.stale.len();
            self.failed += usize::from(client.files.is_none());
        }
    }

    /// What the check comes to, as far as everything could be looked at.
    pub(crate) fn exit(self) -> Exit {
        match (self.errors + self.stale, self.gated.exit()) {
            (0, exit) => exit,
            (_, _) => Exit::Problem,
        }
    }

    /// `2 breaks of released documents, 1 error, 3 stale files`; none if nothing fails.
    fn failures(self) -> Option<String> {
        let Self {
            gated,
            of_drafts,
            errors,
            warnings: _,
            stale,
            failed,
        } = self;
        let parts: Vec<String> = [
            (
                gated.breaks - of_drafts.breaks,
                "break of a released document",
                "breaks of released documents",
            ),
            (
                gated.unknowns - of_drafts.unknowns,
                "undecided change of a released document",
                "undecided changes of released documents",
            ),
            (of_drafts.breaks, "break of a draft", "breaks of drafts"),
            (
                of_drafts.unknowns,
                "undecided change of a draft",
                "undecided changes of drafts",
            ),
            (errors, "error", "errors"),
            (stale, "stale file", "stale files"),
            (
                failed,
                "client that cannot be generated",
                "clients that cannot be generated",
            ),
        ]
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// `no problems, 4 warnings`
    pub(crate) fn sentence(self) -> String {
        let mut text = self.failures().unwrap_or_else(|| "no problems".to_owned());
        if self.warnings > 0 {
            text.push_str(", ");
            text.push_str(&counted(self.warnings, "warning", "warnings"));
        }
        text
    }
}

/// Why the command fails, in one line below a report that may stand in a file; none if it does not fail. `base` is the
/// revision that the command line names.
pub(crate) fn verdict(
    command: &str,
    totals: &Totals,
    base: Option<&str>,
    mending_command: &str,
    program: &str,
) -> Option<Diagnostic> {
    let failures = totals.failures()?;
    let Totals {
        gated,
        of_drafts,
        stale,
        ..
    } = *totals;
    let mut steps = Vec::new();
    // A change of a draft is found again only against the same base.
    let base = base.filter(|_| of_drafts != Gated::default());
    let base = base.map_or_else(String::new, |base| format!(" --base {base}"));
    let accept = format!("accept it with `{program} accept FINGERPRINT --reason …{base}`");
    if gated.breaks > of_drafts.breaks {
        steps.push(format!(
            "make such a change in a new version date, or {accept}"
        ));
    } else if gated.breaks > 0 {
        steps.push(format!("make the change as its finding says, or {accept}"));
    } else if gated.unknowns > 0 {
        steps.push(format!(
            "write such a change in a way that can be decided, or {accept}"
        ));
    }
    if stale > 0 {
        steps.push(format!("run `{mending_command}` and commit what it writes"));
    }
    Some(Diagnostic::new(format!("the {command} found {failures}")).help(steps.join("; ")))
}

/// `2 APIs, 5 dates`
fn scope(report: &CheckReport) -> String {
    let dates = report.apis.iter().map(|api| api.dates.len()).sum();
    format!(
        "{}, {}",
        counted(report.apis.len(), "API", "APIs"),
        counted(dates, "date", "dates")
    )
}

/// What changed since a release, in a line.
fn since_release(compared: Option<&ReleasedCheck>) -> String {
    compared.map_or_else(
        || "no released copy to compare with".to_owned(),
        |released| sentence(&released.report.summary),
    )
}
