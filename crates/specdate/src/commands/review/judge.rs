//! The comparisons that a plan asks for.

use std::collections::BTreeSet;

use registry::{Position, Registry, Severity, Version};

use super::plan::{DatePlan, Loaded, Reading};
use super::snapshot::Snapshot;
use crate::comparing::{basis, compare};
use crate::documents::Source;
use crate::issue::Issue;
use crate::lints::{self, Subject};
use crate::parallel;
use crate::report::comparison::{Basis, Entry};
use crate::report::diagnostic::Diagnostic;

/// A comparison, before it is known what of it is accepted.
pub(super) struct Compared {
    /// What the base document and the revision are called.
    pub(super) names: [String; 2],
    pub(super) basis: Basis,
    pub(super) findings: Vec<Entry>,
}

/// What was found about one date.
pub(super) struct JudgedDate {
    /// By its place in the list of those that were loaded.
    pub(super) index: usize,
    pub(super) is_new: bool,
    pub(super) is_touched: bool,
    pub(super) since_base: Option<Compared>,
    pub(super) since_release: Option<Compared>,
    pub(super) from_older: Vec<Compared>,
    pub(super) issues: Vec<Issue>,
}

/// The older documents that one of a plan is compared with.
pub(super) struct Older {
    /// Its state at the base, or why that cannot be read.
    pub(super) base: Option<Result<Source, Vec<Diagnostic>>>,
    /// What was released.
    pub(super) released: Option<Source>,
}

/// A date with everything that it is compared with.
struct Ready<'l, 's> {
    plan: &'l DatePlan<'s>,
    date: &'l Loaded<'s>,
    older: &'l Older,
    names_dates: bool,
}

/// Reads the older documents of each date of a plan.
///
/// # Errors
///
/// If what was released cannot be read.
pub(super) fn read(plans: &[DatePlan<'_>]) -> Result<Vec<Older>, Vec<Diagnostic>> {
    let readings: Vec<Reading<'_>> = plans
        .iter()
        .flat_map(|plan| [plan.since_base, plan.since_release])
        .flatten()
        .collect();
    let mut sources = parallel::map(&readings, Reading::read).into_iter();
    let mut older = Vec::new();
    let mut problems = Vec::new();
    for plan in plans {
        let base = plan.since_base.and_then(|_| sources.next());
        let released = match plan.since_release.and_then(|_| sources.next()) {
            Some(Ok(source)) => Some(source),
            Some(Err(found)) => {
                problems.extend(found);
                None
            }
            None => None,
        };
        older.push(Older { base, released });
    }
    if problems.is_empty() {
        Ok(older)
    } else {
        Err(problems)
    }
}

/// Judges all dates of a plan, each with its older documents.
pub(super) fn judge(
    plans: &[DatePlan<'_>],
    older: &[Older],
    loaded: &[Loaded<'_>],
    base: &Snapshot,
    head: &Snapshot,
    registry: &Registry,
) -> Vec<JudgedDate> {
    let mut ready = Vec::new();
    for (plan, older) in plans.iter().zip(older) {
        let Some(date) = loaded.get(plan.index) else {
            continue;
        };
        let documents = loaded
            .iter()
            .filter(|other| other.api.name == date.api.name)
            .map(|other| (other.version.date, &other.document.document));
        ready.push(Ready {
            plan,
            date,
            older,
            names_dates: lints::names_dates(documents),
        });
    }
    parallel::map(&ready, |ready| of_date(ready, loaded, base, head, registry))
}

fn of_date(
    ready: &Ready<'_, '_>,
    loaded: &[Loaded<'_>],
    base: &Snapshot,
    head: &Snapshot,
    registry: &Registry,
) -> JudgedDate {
    let Ready {
        plan,
        date,
        older: Older {
            base: before,
            released,
        },
        names_dates,
    } = ready;
    let called = |date: &Loaded<'_>| format!("{}@{}", date.api.name, date.version.date);
    let revision = &date.document;
    let compared = |name: String, older: &Source| Compared {
        names: [name, called(date)],
        basis: basis([older, revision]),
        findings: compare(older, revision, Some(registry)),
    };
    let name = |reading: Option<Reading<'_>>| reading.map(|reading| reading.name());
    let mut issues = Vec::new();
    let mut since_base = None;
    let lints = |snapshot: &Snapshot, version: &Version, document: &Source| {
        let released_name = snapshot.name(&version.released_copy);
        lints::check(&Subject {
            registry_file: &registry.file,
            api: date.api,
            version,
            document: &document.document,
            has_released_copy: snapshot.has(&released_name),
            released_name: &released_name,
            names_dates: *names_dates,
            obstacles: &openapi_codegen::obstacles(&document.document, date.api),
        })
    };
    match before {
        Some(Ok(older)) => {
            since_base = Some(compared(name(plan.since_base).unwrap_or_default(), older));
        }
        Some(Err(problems)) => issues.push(unreadable(plan, problems, registry)),
        None => {}
    }
    // What was so before is for `check`.
    let document_before = match before {
        Some(Ok(older)) => older,
        _ => revision,
    };
    let lints_before: BTreeSet<(&str, String)> = plan
        .before
        .map(|version| lints(base, version, document_before))
        .unwrap_or_default()
        .into_iter()
        .map(|issue| (issue.id, issue.message))
        .collect();
    let lints_now = lints(head, date.version, revision);
    issues.extend(
        lints_now
            .into_iter()
            .filter(|issue| !lints_before.contains(&(issue.id, issue.message.clone()))),
    );
    JudgedDate {
        index: plan.index,
        is_new: plan.is_new,
        is_touched: plan.is_touched,
        since_base,
        since_release: released
            .as_ref()
            .map(|copy| compared(name(plan.since_release).unwrap_or_default(), copy)),
        from_older: plan
            .older
            .iter()
            .filter_map(|older| loaded.get(*older))
            .map(|older| compared(called(older), &older.document))
            .collect(),
        issues,
    }
}

/// A change may mend a document that could not be read: that must not stop its review.
fn unreadable(plan: &DatePlan<'_>, problems: &[Diagnostic], registry: &Registry) -> Issue {
    let name = plan.since_base.map(|reading| reading.name());
    let first = problems.first().map_or("", Diagnostic::message);
    Issue::from(registry::Problem {
        id: "base-unreadable",
        severity: Severity::Warning,
        file: registry.file.clone(),
        position: plan
            .since_base
            .map_or(Position::START, |reading| reading.version.position),
        message: format!(
            "{} cannot be read, so nothing was compared with it: {first}",
            name.unwrap_or_default()
        ),
        next_step: "look at this document as a new one".to_owned(),
    })
}
