//! `schema-holds-itself`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "schema-holds-itself",
    severity: Severity::Error,
    title: "a schema that consists of itself",
    reason: "No value and no Rust type has an end, and generation would not end either.",
    find: |subject| subject.obstacles("schema-holds-itself"),
};
