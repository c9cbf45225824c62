//! Webhooks that only one side has.

use crate::fact::{Fact, RequestOf};
use crate::pair::{Inbound, Pairing};
use crate::rule::Rule;
use crate::rules;

pub(super) fn detect<'d>(pairing: &Pairing<'d>, facts: &mut Vec<Fact<'d>>) {
    for webhook in &pairing.webhooks_removed {
        facts.push(
            fact(&rules::webhook_removed::RULE, webhook)
                .base(webhook.operation.item())
                .request(RequestOf::new(webhook.operation)),
        );
    }
    for webhook in &pairing.webhooks_added {
        facts.push(fact(&rules::webhook_added::RULE, webhook).revision(webhook.operation.item()));
    }
}

fn fact<'d>(rule: &'static Rule, webhook: &Inbound<'d>) -> Fact<'d> {
    Fact::new(rule)
        .of(webhook.operation)
        .argument("name", webhook.name)
        .argument("method", webhook.operation.method().as_str())
}
