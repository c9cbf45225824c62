//! Headers of responses.

use openapi_doc::Response;

use super::{docs, serialization};
use crate::fact::{Fact, ResponseOf};
use crate::options::Options;
use crate::pair::responses::{HeaderSite, Headers, headers};
use crate::pair::{Link, OperationPair};
use crate::rule::{Direction, Rule};
use crate::rules;

pub(super) fn detect<'d>(
    pair: &OperationPair<'d>,
    (status, code): (&str, u16),
    (base, revision): (Response<'d>, Response<'d>),
    options: &Options,
    facts: &mut Vec<Fact<'d>>,
) {
    let part = format!("response {status}");
    let message = || ResponseOf {
        response: match pair.direction {
            Direction::Outbound => revision,
            Direction::Inbound => base,
        },
        code,
        media_type: None,
        direction: pair.direction,
        value: None,
        header: None,
    };
    let fact = |rule: &'static Rule, site: &HeaderSite<'d>| {
        pair.fact(rule, &part)
            .argument("name", site.header.name())
            .response(message())
    };
    let Headers {
        both,
        removed,
        added,
    } = headers(base, revision, options);
    for site in &removed {
        let rule = if site.header.required() {
            &rules::response_header_required_removed::RULE
        } else {
            &rules::response_header_removed::RULE
        };
        facts.push(fact(rule, site).at(site.site, revision.item()));
    }
    for site in &added {
        let rule = if site.header.required() {
            &rules::response_header_required_added::RULE
        } else {
            &rules::response_header_added::RULE
        };
        facts.push(fact(rule, site).at(base.item(), site.site));
    }
    for (old, new) in &both {
        let items = (old.header.item(), new.header.item());
        let changed = |rule: &'static Rule| fact(rule, old).at(items.0, items.1);
        match (old.header.required(), new.header.required()) {
            (false, true) => facts.push(changed(&rules::response_header_became_required::RULE)),
            (true, false) => facts.push(changed(&rules::response_header_became_optional::RULE)),
            _ => {}
        }
        if let Some((before, after)) = serialization::of_headers(old.header, new.header) {
            let sent = match pair.direction {
                Direction::Outbound => new.header,
                Direction::Inbound => old.header,
            };
            facts.push(
                changed(&rules::response_header_serialization_changed::RULE)
                    .response(ResponseOf {
                        header: Some((sent, None)),
                        ..message()
                    })
                    .argument("before", before)
                    .argument("after", after),
            );
        }
        if pair.link == Link::Takeover {
            continue;
        }
        match (old.header.deprecated(), new.header.deprecated()) {
            (false, true) => facts.push(changed(&rules::response_header_deprecated::RULE)),
            (true, false) => facts.push(changed(&rules::response_header_undeprecated::RULE)),
            _ => {}
        }
        let what = format!("the response header `{}`", old.header.name());
        docs::compare(pair, &part, &what, items, docs::DESCRIBED, facts);
    }
}
