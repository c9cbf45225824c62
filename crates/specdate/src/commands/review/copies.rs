//! Released copies that were edited or removed: what was released has been released.

use openapi_doc::Limits;
use registry::{Api, Problem, Registry, Severity, Version};

use super::plan::Reading;
use super::snapshot::Snapshot;
use crate::comparing::acceptances::Ledger;
use crate::comparing::compare;
use crate::comparing::gate::{self, Gate, Gated};
use crate::documents::git::Changes;
use crate::issue::Issue;
use crate::report::diagnostic::Diagnostic;

/// What is wrong with changes of released copies. One that breaks what was released would hide the same break in later
/// changes of the document, and fails; any other is told.
///
/// # Errors
///
/// If a copy cannot be read as a document.
pub(super) fn changed(
    before: &Snapshot,
    after: &Snapshot,
    changes: &Changes,
    registry: &Registry,
    gate: impl Fn(&Api, &Version) -> Gate,
    ledger: &mut Ledger<'_>,
) -> Result<Vec<Issue>, Vec<Diagnostic>> {
    let mut issues = Vec::new();
    for api in registry.apis.values() {
        for version in api.supported() {
            let Some((then, now)) = pair(api, version, before, after, changes) else {
                continue;
            };
            let name = now.snapshot.name(now.path);
            let found = match (lines(then), lines(now)) {
                (None, _) => None,
                (Some(was), Some(is)) if was == is => None,
                (Some(_), Some(_)) => {
                    let mut findings = compare(&then.read()?, &now.read()?, Some(registry));
                    ledger.apply(&api.name, &mut findings);
                    let gated = gate::judge(&gate(api, version), &mut findings);
                    Some(edited(gated))
                }
                (Some(_), None) => Some((Severity::Error, "was removed", "put it back")),
            };
            issues.extend(found.map(|(severity, what, next_step)| {
                Issue::from(Problem {
                    id: "released-copy-changed",
                    severity,
                    file: registry.file.clone(),
                    position: version.position,
                    message: format!(
                        "API `{}`, version `{}`: {name} holds what was released, and {what}",
                        api.name, version.date
                    ),
                    next_step: next_step.to_owned(),
                })
            }));
        }
    }
    Ok(issues)
}

fn edited(gated: Gated) -> (Severity, &'static str, &'static str) {
    if gated == Gated::default() {
        (
            Severity::Warning,
            "was edited; nothing that was released breaks by that",
            "see whether it says what was released",
        )
    } else {
        (
            Severity::Error,
            "was edited so that what was released breaks",
            "undo that edit; where the document was wrong and not the API, accept the finding with `accept --kind correction`",
        )
    }
}

/// The copy at both times, where it may differ.
fn pair<'s>(
    api: &'s Api,
    version: &'s Version,
    before: &'s Snapshot,
    after: &'s Snapshot,
    changes: &Changes,
) -> Option<(Reading<'s>, Reading<'s>)> {
    let older_api = before.api(api.name.as_str())?;
    let older = older_api.entry(version.date)?;
    let was_and_is_released = older.lifecycle.is_released() && version.lifecycle.is_released();
    let reading = |snapshot, api, version: &'s Version| Reading {
        snapshot,
        api,
        version,
        path: &version.released_copy,
    };
    let (then, now) = (
        reading(before, older_api, older),
        reading(after, api, version),
    );
    let name = after.name(now.path);
    let may_differ = before.name(then.path) != name
        || changes.paths.contains(&format!("{}{name}", after.folder));
    (was_and_is_released && may_differ).then_some((then, now))
}

/// The bytes of a file, with one kind of line ends: git may have changed them.
fn lines(Reading { snapshot, path, .. }: Reading<'_>) -> Option<Vec<u8>> {
    let limit = u64::try_from(Limits::default().source.max_bytes).unwrap_or(u64::MAX);
    let mut bytes = snapshot.files.read(&snapshot.name(path), limit).ok()?;
    bytes.retain(|byte| *byte != b'\r');
    Some(bytes)
}
