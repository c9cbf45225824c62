//! `draft-has-released-copy`.

use registry::{Severity, State};

use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint {
    id: "draft-has-released-copy",
    severity: Severity::Warning,
    title: "a draft has a released copy",
    reason: "A draft may change freely, so nothing is compared with the copy; a copy that is there says that the date was released.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let is_draft = subject.version.lifecycle.state() == State::Draft;
    let found = (is_draft && subject.has_released_copy).then(|| Found {
        location: subject.entry(),
        message: format!(
            "version {} is a draft, but {} is there",
            subject.version.date, subject.released_name
        ),
        next_step: "if it was released, set `state = \"active\"` with the day `released`; else remove the copy"
            .to_owned(),
    });
    found.into_iter().collect()
}
