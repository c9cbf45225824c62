//! `reserved-characters-encoded`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "reserved-characters-encoded",
    severity: Severity::Warning,
    title: "the generated client encodes reserved characters of a parameter",
    reason: "The document lets them stand, and a server that does not decode them reads another value.",
    find: |subject| subject.obstacles("reserved-characters-encoded"),
};
