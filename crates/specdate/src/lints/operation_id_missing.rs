//! `operation-id-missing`.

use registry::Severity;

use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint {
    id: "operation-id-missing",
    severity: Severity::Warning,
    title: "an operation of a generated client has no `operationId`",
    reason: "The client's method is named after the path instead; an `operationId` that is added later renames it, and code that calls it no longer compiles.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Found> {
    if subject.api.client.is_none() {
        return Vec::new();
    }
    subject
        .document
        .operations()
        .filter(|operation| operation.operation_id().is_none())
        .map(|operation| Found {
            location: operation.item().location(),
            message: format!(
                "`{} {}` has no `operationId`: the client names its method after the path",
                operation.method().as_str(),
                operation.template()
            ),
            next_step: "add `operationId` before the date is released".to_owned(),
        })
        .collect()
}
