//! Paths that only one side has, and concrete paths that take over requests of templates.

use openapi_doc::Operation;

use crate::fact::{Fact, RequestOf};
use crate::pair::paths::{Paths, Takeover};
use crate::rules;

pub(super) fn detect<'d>(paths: &Paths<'d>, facts: &mut Vec<Fact<'d>>) {
    for path in &paths.removed {
        for operation in path.operations() {
            facts.push(
                Fact::new(&rules::path_removed::RULE)
                    .base(path.item())
                    .of(operation)
                    .argument("path", path.template())
                    .request(RequestOf::new(operation)),
            );
        }
    }
    for path in &paths.added {
        for operation in path.operations() {
            facts.push(
                Fact::new(&rules::path_added::RULE)
                    .revision(path.item())
                    .of(operation)
                    .argument("path", path.template()),
            );
        }
    }
    for takeover in &paths.shadowed {
        let rule = if takeover.is_known {
            &rules::path_shadowed::RULE
        } else {
            &rules::path_narrowed::RULE
        };
        for operation in common(takeover) {
            facts.push(
                Fact::new(rule)
                    .at(takeover.base.item(), takeover.revision.item())
                    .of(operation)
                    .argument("path", takeover.revision.template())
                    .argument("template", takeover.base.template())
                    .request(RequestOf {
                        path_values: takeover.values.clone(),
                        ..RequestOf::new(operation)
                    }),
            );
        }
    }
    for takeover in &paths.unshadowed {
        let rule = if takeover.is_known {
            &rules::path_unshadowed::RULE
        } else {
            &rules::path_generalized::RULE
        };
        for operation in common(takeover) {
            facts.push(
                Fact::new(rule)
                    .at(takeover.base.item(), takeover.revision.item())
                    .of(operation)
                    .argument("path", takeover.base.template())
                    .argument("template", takeover.revision.template())
                    .request(RequestOf::new(operation)),
            );
        }
    }
}

/// The operations of the base whose method the path of the revision has as well; the others are told as removed or added.
fn common<'d>(takeover: &Takeover<'d>) -> impl Iterator<Item = Operation<'d>> {
    let methods: Vec<_> = takeover
        .revision
        .operations()
        .map(Operation::method)
        .collect();
    takeover
        .base
        .operations()
        .filter(move |operation| methods.contains(&operation.method()))
}
