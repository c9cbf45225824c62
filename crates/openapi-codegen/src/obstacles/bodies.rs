//! Request bodies that the client cannot write.

use openapi_doc::{Operation, Schema, Type};
use registry::Severity;

use super::{Found, Kind};
use crate::media_type::essence;

const NOT_SENDABLE: Kind = Kind {
    id: "request-body-not-sendable",
    severity: Severity::Error,
    next_step: "offer the body as JSON, as a form or as binary data too, or leave the operation out",
};
const ALWAYS_SENT: Kind = Kind {
    id: "optional-body-always-sent",
    severity: Severity::Warning,
    next_step: "require nothing in the body, so that an object without members stands for no body, or give the operation without a body a path of its own",
};

pub(super) fn find(operation: Operation<'_>, found: &mut Found) {
    let Some(body) = operation.request_body() else {
        return;
    };
    let is_sendable = |media_type: &str| {
        let essence = essence(media_type);
        !essence.starts_with("multipart/") || essence == "multipart/form-data"
    };
    let mut media_types = body.content().map(|(media_type, _)| media_type).peekable();
    if media_types.peek().is_none() {
        found.add(
            &NOT_SENDABLE,
            body.item(),
            Some(operation),
            "the request body has no media type",
        );
    } else if !media_types.any(is_sendable) {
        let listed: Vec<&str> = body.content().map(|(media_type, _)| media_type).collect();
        let message = format!(
            "the client cannot write a request body of {}",
            listed.join(", ")
        );
        found.add(&NOT_SENDABLE, body.item(), Some(operation), message);
    } else if !body.required()
        && !crate::project::may_leave_out(body)
        && crate::project::sent_schema(body).is_some_and(wants_something)
    {
        let message = "the request body is optional, but the client always sends one, with members that it requires";
        found.add(&ALWAYS_SENT, body.item(), Some(operation), message);
    }
}

/// Whether an object without members is no body that the document allows.
fn wants_something(schema: Schema<'_>) -> bool {
    let schema = schema.resolve();
    let is_object = schema.types().contains(Type::Object) || schema.has_properties();
    let parts = schema.all_of();
    (!is_object && parts.is_empty())
        || schema.required().next().is_some()
        || parts
            .iter()
            .any(|part| part.resolve().required().next().is_some())
}
