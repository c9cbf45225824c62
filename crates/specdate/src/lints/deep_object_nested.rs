//! `deep-object-nested`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "deep-object-nested",
    severity: Severity::Warning,
    title: "a `deepObject` parameter has lists or objects inside",
    reason: "OpenAPI says how a `deepObject` with scalars is written and leaves the rest open: the client and the server may not agree.",
    find: |subject| subject.obstacles("deep-object-nested"),
};
