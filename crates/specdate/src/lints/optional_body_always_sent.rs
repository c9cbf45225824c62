//! `optional-body-always-sent`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "optional-body-always-sent",
    severity: Severity::Warning,
    title: "the generated client always sends an optional request body",
    reason: "A server may treat an empty object in another way than no body.",
    find: |subject| subject.obstacles("optional-body-always-sent"),
};
