//! Deprecation and the announced end of operations.

use openapi_doc::{Item, Operation};

use crate::fact::Fact;
use crate::pair::OperationPair;
use crate::rule::Rule;
use crate::rules;

/// The customary extension that names the last day of an operation.
const SUNSET: &str = "x-sunset";

pub(super) fn detect<'d>(pair: &OperationPair<'d>, facts: &mut Vec<Fact<'d>>) {
    let fact = |rule: &'static Rule| {
        pair.fact(rule, "")
            .at(pair.base.item(), pair.revision.item())
            .argument("method", pair.base.method().as_str())
            .argument("path", pair.path.clone())
    };
    match (pair.base.deprecated(), pair.revision.deprecated()) {
        (false, true) => facts.push(fact(&rules::operation_deprecated::RULE)),
        (true, false) => facts.push(fact(&rules::operation_undeprecated::RULE)),
        _ => {}
    }
    match (sunset(pair.base), sunset(pair.revision)) {
        (None, Some((after, at))) => facts.push(
            fact(&rules::sunset_added::RULE)
                .revision(at)
                .argument("after", after),
        ),
        (Some((before, at)), None) => facts.push(
            fact(&rules::sunset_removed::RULE)
                .base(at)
                .argument("before", before),
        ),
        // Days are written with the year first, so their order is that of their texts.
        (Some((before, from)), Some((after, to))) if before != after => {
            let rule = if after < before {
                &rules::sunset_earlier::RULE
            } else {
                &rules::sunset_later::RULE
            };
            facts.push(
                fact(rule)
                    .at(from, to)
                    .argument("before", before)
                    .argument("after", after)
                    .request(pair.sent_request()),
            );
        }
        _ => {}
    }
}

fn sunset(operation: Operation<'_>) -> Option<(&str, Item<'_>)> {
    let item = operation.item().get(SUNSET)?;
    Some((item.node().as_str()?, item))
}
