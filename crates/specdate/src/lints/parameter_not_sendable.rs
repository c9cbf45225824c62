//! `parameter-not-sendable`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "parameter-not-sendable",
    severity: Severity::Error,
    title: "a parameter in a form that the generated client cannot write",
    reason: "The client would send another text than the document says, so nothing is generated.",
    find: |subject| subject.obstacles("parameter-not-sendable"),
};
