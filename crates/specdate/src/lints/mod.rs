//! Lints: what is wrong with one document, or with the files of one date, without looking at another. Each rule stands in a
//! file of its own, named after its id.

mod draft_has_released_copy;
mod info_version_differs;
mod integer_narrowed;
mod nothing_can_be_sent;
mod operation_id_missing;
mod released_copy_missing;

use openapi_doc::{Document, Location};
use registry::{Api, Severity, Version, VersionDate};

use crate::issue::Issue;

/// Every lint, sorted by id.
pub(crate) const LINTS: &[&Lint] = &[
    &draft_has_released_copy::LINT,
    &info_version_differs::LINT,
    &integer_narrowed::LINT,
    &nothing_can_be_sent::LINT,
    &operation_id_missing::LINT,
    &released_copy_missing::LINT,
];

/// A rule about one date of an API.
pub(crate) struct Lint {
    /// Its stable name.
    pub(crate) id: &'static str,
    /// An error fails a check; a warning may be the document's intention.
    pub(crate) severity: Severity,
    /// What it finds, in a few words.
    pub(crate) title: &'static str,
    /// Why that matters.
    pub(crate) reason: &'static str,
    /// Every place where it holds.
    find: fn(&Subject<'_>) -> Vec<Found>,
}

/// A date of an API, with its document.
pub(crate) struct Subject<'s> {
    pub(crate) registry_file: &'s str,
    pub(crate) api: &'s Api,
    pub(crate) version: &'s Version,
    pub(crate) document: &'s Document,
    /// The name of the released copy, from the root of the workspace.
    pub(crate) released_name: &'s str,
    pub(crate) has_released_copy: bool,
    /// Whether documents of this API say their own date as their version: see [`names_dates`].
    pub(crate) names_dates: bool,
}

impl Subject<'_> {
    /// The entry of the version in the registry.
    fn entry(&self) -> Location {
        let position = self.version.position;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Location {
            file: self.registry_file.to_owned(),
            line: number(position.line),
            column: number(position.column),
            pointer: String::new(),
        }
    }
}

/// A place where a lint holds.
struct Found {
    location: Location,
    message: String,
    next_step: String,
}

/// What the lints find.
pub(crate) fn check(subject: &Subject<'_>) -> Vec<Issue> {
    let issues_of = |lint: &&Lint| {
        let Lint { id, severity, .. } = **lint;
        let found = (lint.find)(subject).into_iter();
        found
            .map(move |found| {
                Issue::at(found.location, id, severity, found.message, found.next_step)
            })
            .collect::<Vec<Issue>>()
    };
    LINTS.iter().flat_map(issues_of).collect()
}

/// Whether any of the documents of an API says its date as its version: then all of them are meant to.
pub(crate) fn names_dates<'d>(
    documents: impl IntoIterator<Item = (VersionDate, &'d Document)>,
) -> bool {
    documents
        .into_iter()
        .any(|(date, document)| document.info().version() == date.to_string())
}

#[cfg(test)]
mod tests;
