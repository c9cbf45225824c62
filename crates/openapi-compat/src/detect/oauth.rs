//! OAuth flows: how a client gets its tokens.

use std::collections::BTreeMap;

use openapi_doc::{Item, SecurityScheme, SecuritySchemeKind};

use crate::audience::Verdicts;
use crate::fact::{Doubt, Fact};
use crate::pair::OperationPair;
use crate::rule::Rule;
use crate::rules;

/// The members of a flow that say where tokens come from.
const ADDRESSES: [&str; 3] = ["authorizationUrl", "refreshUrl", "tokenUrl"];

/// States what changed in the flows of one scheme. The scopes that flows list are offers; what is needed is a matter of
/// the requirements.
pub(super) fn detect<'d>(
    pair: &OperationPair<'d>,
    base: SecurityScheme<'d>,
    revision: SecurityScheme<'d>,
    facts: &mut Vec<Fact<'d>>,
) {
    if !matches!(
        (base.kind(), revision.kind()),
        (SecuritySchemeKind::OAuth2, SecuritySchemeKind::OAuth2)
    ) {
        return;
    }
    let fact = |rule: &'static Rule, flow: &str| {
        pair.fact(rule, "")
            .at(base.item(), revision.item())
            .argument("scheme", base.name())
            .argument("flow", flow)
    };
    let (old, new): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (base.flows().collect(), revision.flows().collect());
    for (name, flow) in &old {
        let Some(other) = new.get(name) else {
            facts.push(
                fact(&rules::security_flow_removed::RULE, name)
                    .base(*flow)
                    .verdicts(Verdicts::WIRE_UNKNOWN)
                    .doubt(Doubt::Tokens),
            );
            continue;
        };
        for member in ADDRESSES {
            let (before, after) = (flow.text(member), other.text(member));
            if before != after {
                facts.push(
                    fact(&rules::security_flow_changed::RULE, name)
                        .at(*flow, *other)
                        .argument("member", member)
                        .value(before.unwrap_or_default())
                        .value(after.unwrap_or_default())
                        .verdicts(Verdicts::WIRE_UNKNOWN)
                        .doubt(Doubt::Tokens),
                );
            }
        }
    }
    for (name, flow) in &new {
        if !old.contains_key(name) {
            facts.push(fact(&rules::security_flow_added::RULE, name).revision(*flow));
        }
    }
}

/// Where the tokens of a scheme come from, by flow.
pub(super) fn addresses<'d>(scheme: SecurityScheme<'d>) -> BTreeMap<&'d str, [Option<&'d str>; 3]> {
    let of_flow = |flow: Item<'d>| ADDRESSES.map(|member| flow.text(member));
    scheme
        .flows()
        .map(|(name, flow)| (name, of_flow(flow)))
        .collect()
}
