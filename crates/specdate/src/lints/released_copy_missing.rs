//! `released-copy-missing`.

use registry::{Severity, State};

use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint {
    id: "released-copy-missing",
    severity: Severity::Error,
    title: "a released date has no released copy",
    reason: "Without the document as it was released nobody can tell whether it was broken since.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let is_answered = matches!(
        subject.version.lifecycle.state(),
        State::Active | State::Deprecated
    );
    let found = (is_answered && !subject.has_released_copy).then(|| Found {
        location: subject.entry(),
        message: format!(
            "version {} was released, but its released copy {} is not there",
            subject.version.date, subject.released_name
        ),
        next_step: "put the document there as it was on the day of its release, or name another file by `released-copy`"
            .to_owned(),
    });
    found.into_iter().collect()
}
