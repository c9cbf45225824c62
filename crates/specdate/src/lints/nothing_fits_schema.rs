//! `nothing-fits-schema`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "nothing-fits-schema",
    severity: Severity::Error,
    title: "a schema that no value fits",
    reason: "No Rust type can be made of it, and no message with it can ever be sent.",
    find: |subject| subject.obstacles("nothing-fits-schema"),
};
