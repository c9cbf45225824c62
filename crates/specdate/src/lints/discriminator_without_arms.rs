//! `discriminator-without-arms`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "discriminator-without-arms",
    severity: Severity::Warning,
    title: "a discriminator chooses among schemas that are not listed",
    reason: "The generated client reads the members that the schema itself declares, and none of those of the schema that was meant.",
    find: |subject| subject.obstacles("discriminator-without-arms"),
};
