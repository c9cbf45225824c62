//! Lints: what is wrong with one document, or with the files of one date, without looking at another. Each rule stands in a
//! file of its own, named after its id.

mod deep_object_nested;
mod discriminator_without_arms;
mod draft_has_released_copy;
mod info_version_differs;
mod integer_narrowed;
mod nothing_can_be_sent;
mod nothing_fits_schema;
mod operation_id_missing;
mod optional_body_always_sent;
mod parameter_not_sendable;
mod released_copy_missing;
mod request_body_not_sendable;
mod reserved_characters_encoded;
mod schema_holds_itself;
mod union_arm_hidden;

use openapi_codegen::Obstacle;
use openapi_doc::{Document, Location};
use registry::{Api, Severity, Version, VersionDate};

use crate::issue::Issue;

/// Every lint, sorted by id.
pub(crate) const LINTS: &[&Lint] = &[
    &deep_object_nested::LINT,
    &discriminator_without_arms::LINT,
    &draft_has_released_copy::LINT,
    &info_version_differs::LINT,
    &integer_narrowed::LINT,
    &nothing_can_be_sent::LINT,
    &nothing_fits_schema::LINT,
    &operation_id_missing::LINT,
    &optional_body_always_sent::LINT,
    &parameter_not_sendable::LINT,
    &released_copy_missing::LINT,
    &request_body_not_sendable::LINT,
    &reserved_characters_encoded::LINT,
    &schema_holds_itself::LINT,
    &union_arm_hidden::LINT,
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
    /// What keeps the client from doing what the document says.
    pub(crate) obstacles: &'s [Obstacle],
}

impl Subject<'_> {
    /// The obstacles of one kind. They are found by the generator, which refuses the errors among them.
    fn obstacles(&self, id: &str) -> Vec<Found> {
        let of_kind = self.obstacles.iter().filter(|obstacle| obstacle.id == id);
        of_kind
            .map(|obstacle| Found {
                location: obstacle.location.clone(),
                message: obstacle.sentence(),
                next_step: obstacle.next_step.clone(),
            })
            .collect()
    }

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

/// Whether an issue is one with which the generator refuses a document.
pub(crate) fn stops_generation(issue: &Issue) -> bool {
    issue.is_error()
        && [
            nothing_fits_schema::LINT.id,
            parameter_not_sendable::LINT.id,
            request_body_not_sendable::LINT.id,
            schema_holds_itself::LINT.id,
        ]
        .contains(&issue.id)
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
