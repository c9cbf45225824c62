//! Methods of paths that both sides have.

use crate::fact::{Fact, RequestOf};
use crate::pair::Pairing;
use crate::rules;

pub(super) fn detect<'d>(pairing: &Pairing<'d>, facts: &mut Vec<Fact<'d>>) {
    for operation in &pairing.removed {
        facts.push(
            Fact::new(&rules::operation_removed::RULE)
                .base(operation.item())
                .of(*operation)
                .argument("method", operation.method().as_str())
                .argument("path", operation.template())
                .request(RequestOf::new(*operation)),
        );
    }
    for operation in &pairing.added {
        facts.push(
            Fact::new(&rules::operation_added::RULE)
                .revision(operation.item())
                .of(*operation)
                .argument("method", operation.method().as_str())
                .argument("path", operation.template()),
        );
    }
    for (takeover, operation) in &pairing.lost {
        facts.push(
            Fact::new(&rules::operation_shadowed::RULE)
                .at(operation.item(), takeover.revision.item())
                .of(*operation)
                .argument("method", operation.method().as_str())
                .argument("path", takeover.revision.template())
                .argument("template", operation.template())
                .request(RequestOf {
                    path_values: takeover.values.clone(),
                    ..RequestOf::new(*operation)
                }),
        );
    }
}
