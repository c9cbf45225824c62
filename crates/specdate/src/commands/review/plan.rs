//! What a change asks to compare.

use registry::{Api, RelativePath, Version};

use super::copies;
use super::snapshot::Snapshot;
use crate::comparing::edits::Edit;
use crate::documents::Source;
use crate::documents::git::Changes;
use crate::parallel;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Terminal, Verb};

/// A date of the head with its document.
pub(super) struct Loaded<'s> {
    pub(super) api: &'s Api,
    pub(super) version: &'s Version,
    pub(super) document: Source,
}

/// A file of a version at one of the two times.
#[derive(Clone, Copy)]
pub(super) struct Reading<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) api: &'s Api,
    pub(super) version: &'s Version,
    pub(super) path: &'s RelativePath,
}

/// What is compared with the document of one date.
pub(super) struct DatePlan<'s> {
    /// The date, by its place in the list of those that were loaded.
    pub(super) index: usize,
    /// Whether the base has no such date.
    pub(super) is_new: bool,
    /// Whether the document changed, or is new.
    pub(super) is_touched: bool,
    /// The entry of the date at the base.
    pub(super) before: Option<&'s Version>,
    /// The document at the base, where it changed since.
    pub(super) since_base: Option<Reading<'s>>,
    /// What was released.
    pub(super) since_release: Option<Reading<'s>>,
    /// Older dates of the head.
    pub(super) older: Vec<usize>,
}

impl Reading<'_> {
    /// The name of the file, as reports show it.
    pub(super) fn name(&self) -> String {
        format!("{}{}", self.snapshot.prefix, self.snapshot.name(self.path))
    }

    pub(super) fn read(&self) -> Result<Source, Vec<Diagnostic>> {
        let Self {
            snapshot,
            api,
            version,
            path,
        } = self;
        snapshot.read(api, version, path)
    }
}

/// Reads the documents of all dates that are not retired: only what they reference tells which of them changed.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub(super) fn load<'s>(
    head: &'s Snapshot,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<Loaded<'s>>, Vec<Diagnostic>> {
    let apis = head
        .registry
        .iter()
        .flat_map(|registry| registry.apis.values());
    let versions: Vec<(&Api, &Version)> = apis
        .flat_map(|api| api.supported().map(move |version| (api, version)))
        .collect();
    for (_, version) in &versions {
        let name = head.name(&version.document);
        terminal.progress(Verb::Reading, format!("{}{name}", head.prefix));
    }
    terminal.working(Verb::Reading);
    let read = parallel::map(&versions, |(api, version)| {
        head.read(api, version, &version.document)
    });
    let (mut loaded, mut problems) = (Vec::new(), Vec::new());
    for ((api, version), read) in versions.into_iter().zip(read) {
        match read {
            Ok(document) => loaded.push(Loaded {
                api,
                version,
                document,
            }),
            Err(found) => problems.extend(found),
        }
    }
    // A file that several documents reference is told once.
    let mut told: Vec<Diagnostic> = Vec::new();
    for problem in problems {
        if !told.contains(&problem) {
            told.push(problem);
        }
    }
    if told.is_empty() {
        Ok(loaded)
    } else {
        Err(told)
    }
}

/// What is to be compared for each date that the change is about.
pub(super) fn plan<'s>(
    loaded: &[Loaded<'s>],
    base: &'s Snapshot,
    head: &'s Snapshot,
    changes: &Changes,
    edits: &[Edit],
) -> Vec<DatePlan<'s>> {
    let all = loaded.iter().enumerate();
    all.filter_map(|(index, date)| of_date(index, date, loaded, base, head, changes, edits))
        .collect()
}

fn of_date<'s>(
    index: usize,
    date: &Loaded<'s>,
    loaded: &[Loaded<'s>],
    base: &'s Snapshot,
    head: &'s Snapshot,
    changes: &Changes,
    edits: &[Edit],
) -> Option<DatePlan<'s>> {
    let Loaded {
        api,
        version,
        document,
    } = date;
    let before = base
        .api(api.name.as_str())
        .and_then(|api| Some((api, api.entry(version.date)?)));
    let is_new = before.is_none();
    let has_changed = |name: &str| changes.paths.contains(&format!("{}{name}", head.folder));
    let is_touched = before.is_none_or(|(_, before)| before.document != version.document)
        || document
            .document
            .files()
            .any(|file| has_changed(file.name()));
    // A gate or an acceptance that changed may let pass what did not, or stop what did.
    let is_edited = edits.iter().any(|edit| {
        edit.is_about(&api.name) && (edit.changes_what_passes() || edit.date == Some(version.date))
    });
    let has_other_copy = copies::has_changed(
        Reading {
            snapshot: head,
            api,
            version,
            path: &version.released_copy,
        },
        changes,
    );
    if !(is_touched || is_edited || has_other_copy) {
        return None;
    }
    let since_base = before.filter(|_| is_touched).map(|(api, version)| Reading {
        snapshot: base,
        api,
        version,
        path: &version.document,
    });
    Some(DatePlan {
        index,
        is_new,
        is_touched,
        before: before.map(|(_, version)| version),
        since_base,
        since_release: released(api, version, before, base, head).or(since_base.filter(|_| {
            // Without a copy the base says best what was promised.
            version.lifecycle.is_released()
        })),
        older: if is_new {
            predecessors(index, date, loaded)
        } else {
            Vec::new()
        },
    })
}

/// What was released of a version: as the base has it, so that no edit of the copy hides a break.
fn released<'s>(
    api: &'s Api,
    version: &'s Version,
    before: Option<(&'s Api, &'s Version)>,
    base: &'s Snapshot,
    head: &'s Snapshot,
) -> Option<Reading<'s>> {
    if !version.lifecycle.is_released() {
        return None;
    }
    let at_base = before
        .filter(|(_, before)| before.lifecycle.is_released())
        .map(|(api, version)| (base, api, version));
    at_base
        .into_iter()
        .chain([(head, api, version)])
        .map(|(snapshot, api, version)| Reading {
            snapshot,
            api,
            version,
            path: &version.released_copy,
        })
        .find(|reading| reading.snapshot.has(&reading.snapshot.name(reading.path)))
}

/// The date before a new one; and where that is a draft, the last one that clients have.
fn predecessors(index: usize, date: &Loaded<'_>, loaded: &[Loaded<'_>]) -> Vec<usize> {
    let older = |other: &usize| {
        loaded
            .get(*other)
            .is_some_and(|other| other.api.name == date.api.name)
    };
    let is_released = |other: &usize| {
        loaded
            .get(*other)
            .is_some_and(|other| other.version.lifecycle.is_released())
    };
    let nearest = (0..index).rev().find(|other| older(other));
    let released = (0..index)
        .rev()
        .filter(older)
        .find(|other| is_released(other));
    let mut found: Vec<usize> = nearest.into_iter().chain(released).collect();
    found.dedup();
    found
}
