//! Operations that would become one method.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::draft::Draft;
use crate::names;
use crate::{Rewrites, Rule};

const METHODS: Rule = Rule {
    id: "methods-told-apart",
    reason: "two methods of the client cannot have one name in Rust; the id of an operation is not sent",
};

/// What the client has besides its operations, and what their builders are made of.
const RESERVED: [&str; 19] = [
    "New",
    "NewWithClient",
    "Builder",
    "Baseurl",
    "Client",
    "Inner",
    "ApiVersion",
    "Pre",
    "Post",
    "Exec",
    "Error",
    "ResponseValue",
    "ByteStream",
    "RequestBuilderExt",
    "OperationInfo",
    "Option",
    "Result",
    "String",
    "Self_",
];

/// Numbers the later of two such operations.
pub(super) fn tell_apart(draft: &mut Draft, rewrites: &mut Rewrites) {
    let mut taken: BTreeSet<String> = RESERVED.into_iter().map(str::to_owned).collect();
    for index in 0..draft.operations.len() {
        let Some((operation, at)) = draft.operation_mut(index) else {
            continue;
        };
        let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
            continue;
        };
        let (id, name) = (id.to_owned(), names::type_name(id));
        let free = names::take_free(&name, &mut taken);
        if free != name {
            rewrites.add(METHODS, at, format!("operationId {id} as {free}"));
            operation.insert("operationId".to_owned(), Value::from(free));
        }
    }
}
