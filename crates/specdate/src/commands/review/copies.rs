//! Released copies that were edited or removed: what was released has been released.

use registry::{Api, Problem, Registry, RelativePath, Severity, Version};

use super::plan::Reading;
use super::scope::Scope;
use super::snapshot::Snapshot;
use crate::comparing::compare;
use crate::comparing::gate::{self, Gate, Gated};
use crate::documents::Source;
use crate::documents::git::Changes;
use crate::issue::Issue;
use crate::report::diagnostic::Diagnostic;

/// What is wrong with changes of released copies. One that breaks what was released would hide the same break in later
/// changes of the document, and fails; any other is told. No acceptance lets one pass: it is about the document, and nothing
/// would need it any more once the copy says the same.
///
/// # Errors
///
/// If a copy cannot be read as a document.
pub(super) fn changed(
    scope: &Scope,
    registry: &Registry,
    gate: impl Fn(&Api, &Version) -> Gate,
) -> Result<Vec<Issue>, Vec<Diagnostic>> {
    let Scope {
        base,
        before,
        after,
        changes,
        ..
    } = scope;
    let mut issues = Vec::new();
    for api in registry.apis.values() {
        for version in api.supported() {
            let Some((then, now)) = pair(api, version, before, after, changes) else {
                continue;
            };
            let undo = format!(
                "put it back with `git checkout {} -- {}`",
                base.name,
                then.snapshot.name(then.path)
            );
            if !has(then) {
                continue;
            }
            let (severity, what, next_step) = if has(now) {
                let (was, is) = (then.read()?, now.read()?);
                if texts(&was).eq(texts(&is)) {
                    continue;
                }
                let mut findings = compare(&was, &is, Some(registry));
                edited(gate::judge(&gate(api, version), &mut findings), &undo)
            } else {
                (Severity::Error, "was removed", undo)
            };
            let name = now.snapshot.name(now.path);
            issues.push(Issue::from(Problem {
                id: "released-copy-changed",
                severity,
                file: registry.file.clone(),
                position: version.position,
                message: format!(
                    "API `{}`, version `{}`: {name} holds what was released, and {what}",
                    api.name, version.date
                ),
                next_step,
            }));
        }
    }
    Ok(issues)
}

fn edited(gated: Gated, undo: &str) -> (Severity, &'static str, String) {
    if gated == Gated::default() {
        (
            Severity::Warning,
            "was edited; nothing that was released breaks by that",
            "see whether it says what was released".to_owned(),
        )
    } else {
        (
            Severity::Error,
            "was edited so that what was released breaks",
            format!(
                "{undo}; where the document was wrong and not the API, correct the document alone, and accept that with `accept --kind correction`"
            ),
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
    let may_differ = before.name(then.path) != name || has_changed(now, changes);
    (was_and_is_released && may_differ).then_some((then, now))
}

/// Whether a released copy may be another one than at the base: its file, or one beside it that it may reference.
pub(super) fn has_changed(copy: Reading<'_>, changes: &Changes) -> bool {
    let Reading {
        snapshot,
        api,
        version,
        path,
    } = copy;
    let full = |path: &RelativePath| format!("{}{}", snapshot.folder, snapshot.name(path));
    let name = full(path);
    if changes.paths.contains(&name) {
        return true;
    }
    // The files of a copy of several stand in a folder that is called after the date.
    let date = format!("/{}/", version.date);
    let Some(end) = name.rfind(&date).map(|start| start + date.len()) else {
        return false;
    };
    let folder = name.get(..end).unwrap_or_default();
    let of_others: Vec<String> = api
        .versions
        .iter()
        .filter(|other| other.date != version.date)
        .map(|other| full(&other.released_copy))
        .collect();
    let is_beside = |path: &&String| path.starts_with(folder) && !of_others.contains(path);
    changes.paths.iter().any(|path| is_beside(&path))
}

fn has(Reading { snapshot, path, .. }: Reading<'_>) -> bool {
    snapshot.has(&snapshot.name(path))
}

/// The files of a copy with one kind of line ends: git may have changed them.
fn texts(copy: &Source) -> impl Iterator<Item = String> {
    let files = copy.document.files();
    files.map(|file| file.source().replace("\r\n", "\n"))
}
