//! `info-version-differs`.

use registry::{Severity, VersionDate};

use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint {
    id: "info-version-differs",
    severity: Severity::Error,
    title: "a document says another version than its date",
    reason: "A document that was copied for a new date and says the old one misleads everyone who reads it outside of its folder.",
    find,
};

/// Documents whose versions are no dates at all have a numbering of their own, and that is their business.
fn find(subject: &Subject<'_>) -> Vec<Found> {
    let info = subject.document.info();
    let said = info.version();
    let date = subject.version.date;
    let is_other_date = said.parse::<VersionDate>().is_ok_and(|other| other != date);
    let is_exception = subject.names_dates && said != date.to_string();
    let place = || info.item().get("version").unwrap_or(info.item());
    let found = (is_other_date || is_exception).then(|| Found {
        location: place().location(),
        message: format!("`info.version` is `{said}`, but this is the document of version {date}"),
        next_step: format!("write `version: \"{date}\"`"),
    });
    found.into_iter().collect()
}
