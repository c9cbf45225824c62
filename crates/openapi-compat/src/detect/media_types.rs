//! Media types of bodies that only one side has.

use openapi_doc::Response;

use super::{docs, forms};
use crate::fact::{Body, Fact, RequestOf, ResponseOf};
use crate::pair::media_types::{covers, media_types};
use crate::pair::{Link, OperationPair};
use crate::rule::Direction;
use crate::rules;

const REQUEST: &str = "request";

/// Request bodies that both sides have.
pub(super) fn of_requests<'d>(
    pair: &OperationPair<'d>,
    base: openapi_doc::RequestBody<'d>,
    revision: openapi_doc::RequestBody<'d>,
    facts: &mut Vec<Fact<'d>>,
) {
    let paired = media_types(base.content(), revision.content());
    for (name, media_type) in paired.removed {
        facts.push(
            pair.fact(&rules::request_media_type_removed::RULE, REQUEST)
                .at(media_type.item(), revision.item())
                .argument("media_type", name)
                .request(RequestOf {
                    content_type: Some(name),
                    ..pair.sent_request().body(Body::Always)
                }),
        );
    }
    for (name, media_type) in paired.added {
        facts.push(
            pair.fact(&rules::request_media_type_added::RULE, REQUEST)
                .at(base.item(), media_type.item())
                .argument("media_type", name)
                .request(RequestOf {
                    content_type: Some(name),
                    ..pair.sent_request().body(Body::Always)
                }),
        );
    }
    for media_type in &paired.both {
        forms::detect(pair, media_type, facts);
        if pair.link == Link::Same {
            let what = format!("the request body `{}`", media_type.name);
            let items = (media_type.base.item(), media_type.revision.item());
            docs::compare(pair, REQUEST, &what, items, docs::DESCRIBED, facts);
        }
    }
}

/// Responses that both sides have; `code` is one that both answer for.
pub(super) fn of_responses<'d>(
    pair: &OperationPair<'d>,
    (status, code): (&str, u16),
    (base, revision): (Response<'d>, Response<'d>),
    facts: &mut Vec<Fact<'d>>,
) {
    let part = format!("response {status}");
    let paired = media_types(base.content(), revision.content());
    let (has_old, has_new) = (
        base.content().next().is_some(),
        revision.content().next().is_some(),
    );
    let message = |response, media_type| ResponseOf {
        response,
        code,
        media_type,
        direction: pair.direction,
        value: None,
        header: None,
    };
    match (has_old, has_new) {
        (true, false) => {
            let sender = match pair.direction {
                Direction::Outbound => revision,
                Direction::Inbound => base,
            };
            facts.push(
                pair.fact(&rules::response_body_removed::RULE, &part)
                    .at(base.item(), revision.item())
                    .argument("status", status)
                    .response(message(sender, None)),
            );
            return;
        }
        (false, true) => {
            facts.push(
                pair.fact(&rules::response_body_added::RULE, &part)
                    .at(base.item(), revision.item())
                    .argument("status", status)
                    .response(message(base, None)),
            );
            return;
        }
        _ => {}
    }
    for (name, media_type) in paired.removed {
        let is_narrowed = revision.content().any(|(other, _)| covers(name, other));
        let rule = if is_narrowed {
            &rules::response_media_type_narrowed::RULE
        } else {
            &rules::response_media_type_removed::RULE
        };
        let fact = pair
            .fact(rule, &part)
            .at(media_type.item(), revision.item())
            .argument("status", status)
            .argument("media_type", name);
        facts.push(match pair.direction {
            Direction::Outbound => fact.request(RequestOf {
                accept: Some(name),
                ..RequestOf::new(pair.base)
            }),
            Direction::Inbound => fact.response(message(base, Some(name))),
        });
    }
    for (name, media_type) in paired.added {
        let is_widened = base.content().any(|(other, _)| covers(name, other));
        let rule = if is_widened {
            &rules::response_media_type_widened::RULE
        } else {
            &rules::response_media_type_added::RULE
        };
        facts.push(
            pair.fact(rule, &part)
                .at(base.item(), media_type.item())
                .argument("status", status)
                .argument("media_type", name),
        );
    }
    if pair.link == Link::Same {
        for media_type in &paired.both {
            let what = format!("a response in `{}`", media_type.name);
            let items = (media_type.base.item(), media_type.revision.item());
            docs::compare(pair, &part, &what, items, docs::DESCRIBED, facts);
        }
    }
}
