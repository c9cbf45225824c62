//! Callbacks of one operation that only one side has.

use crate::fact::{Fact, RequestOf};
use crate::pair::{Inbound, Pairing};
use crate::rule::Rule;
use crate::rules;

pub(super) fn detect<'d>(pairing: &Pairing<'d>, facts: &mut Vec<Fact<'d>>) {
    for callback in &pairing.callbacks_removed {
        facts.push(
            fact(&rules::callback_removed::RULE, callback)
                .base(callback.operation.item())
                .request(RequestOf::new(callback.operation)),
        );
    }
    for callback in &pairing.callbacks_added {
        facts
            .push(fact(&rules::callback_added::RULE, callback).revision(callback.operation.item()));
    }
}

/// What is reached is the operation that has the callback.
fn fact<'d>(rule: &'static Rule, callback: &Inbound<'d>) -> Fact<'d> {
    let fact = match &callback.owner {
        Some(owner) => owner.fact(rule, "callback"),
        None => Fact::new(rule),
    };
    fact.argument("name", callback.name)
        .argument("method", callback.operation.method().as_str())
        .argument("expression", callback.operation.template())
}
