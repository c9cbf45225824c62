//! `union-arm-hidden`.

use registry::Severity;

use super::Lint;

pub(super) const LINT: Lint = Lint {
    id: "union-arm-hidden",
    severity: Severity::Warning,
    title: "an arm of a union that the generated client never reads",
    reason: "The client takes the first arm that fits, so members that only a later arm declares are lost.",
    find: |subject| subject.obstacles("union-arm-hidden"),
};
