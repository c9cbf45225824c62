//! Request bodies: whether there is one, and whether it must be sent.

use super::{docs, media_types};
use crate::fact::{Body, Fact};
use crate::pair::{Link, OperationPair};
use crate::rule::{Direction, Rule};
use crate::rules;

const PART: &str = "request";

pub(super) fn detect<'d>(pair: &OperationPair<'d>, facts: &mut Vec<Fact<'d>>) {
    let site = |operation: openapi_doc::Operation<'d>| operation.item().get("requestBody");
    let request = |body| pair.sent_request().body(body);
    match (pair.base.request_body(), pair.revision.request_body()) {
        (None, None) => {}
        (Some(body), None) => {
            let rule = if body.required() {
                &rules::request_body_required_removed::RULE
            } else {
                &rules::request_body_removed::RULE
            };
            let sent = match pair.direction {
                Direction::Outbound => Body::Always,
                Direction::Inbound => Body::Never,
            };
            facts.push(
                pair.fact(rule, PART)
                    .base(site(pair.base).unwrap_or(body.item()))
                    .request(request(sent)),
            );
        }
        (None, Some(body)) => {
            let rule = if body.required() {
                &rules::request_body_required_added::RULE
            } else {
                &rules::request_body_added::RULE
            };
            facts.push(
                pair.fact(rule, PART)
                    .revision(site(pair.revision).unwrap_or(body.item()))
                    .request(request(Body::Never)),
            );
        }
        (Some(base), Some(revision)) => {
            let fact = |rule: &'static Rule| {
                pair.fact(rule, PART)
                    .at(base.item(), revision.item())
                    .request(request(Body::Never))
            };
            match (base.required(), revision.required()) {
                (false, true) => facts.push(fact(&rules::request_body_became_required::RULE)),
                (true, false) => facts.push(fact(&rules::request_body_became_optional::RULE)),
                _ => {}
            }
            media_types::of_requests(pair, base, revision, facts);
            if pair.link == Link::Same {
                let items = (base.item(), revision.item());
                docs::compare(
                    pair,
                    PART,
                    "the request body",
                    items,
                    docs::DESCRIBED,
                    facts,
                );
            }
        }
    }
}
