//! `request-body-not-sendable`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "request-body-not-sendable",
    severity: Severity::Error,
    title: "a request body of a media type that the generated client cannot write",
    reason: "Nobody could call the operation through the client, so nothing is generated.",
    find: |subject| subject.obstacles("request-body-not-sendable"),
};
