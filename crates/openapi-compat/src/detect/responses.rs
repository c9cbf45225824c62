//! Responses: statuses that only one side covers, and what both have.

use openapi_doc::{Operation, StatusKey};

use super::{docs, headers, media_types};
use crate::fact::{Fact, ResponseOf};
use crate::options::Options;
use crate::pair::responses::{Class, Responses, Uncovered, responses};
use crate::pair::{Link, OperationPair};
use crate::rules;

pub(super) fn detect<'d>(pair: &OperationPair<'d>, options: &Options, facts: &mut Vec<Fact<'d>>) {
    let Responses {
        both,
        removed,
        added,
    } = responses(pair.base, pair.revision);
    for uncovered in removed {
        let rule = match uncovered.class {
            Class::Success => &rules::response_success_status_removed::RULE,
            Class::Redirect => &rules::response_redirect_status_removed::RULE,
            Class::Other => &rules::response_other_status_removed::RULE,
        };
        let site = uncovered.response.site;
        facts.push(of_one_side(pair, rule, uncovered, pair.revision).base(site));
    }
    for uncovered in added {
        let rule = match uncovered.class {
            Class::Success => &rules::response_success_status_added::RULE,
            Class::Redirect => &rules::response_redirect_status_added::RULE,
            Class::Other => &rules::response_other_status_added::RULE,
        };
        let site = uncovered.response.site;
        facts.push(of_one_side(pair, rule, uncovered, pair.base).revision(site));
    }
    for response in both {
        let status = response.status.to_string();
        let sides = (response.base, response.revision);
        let code = code(response.status);
        media_types::of_responses(pair, (&status, code), sides, facts);
        headers::detect(pair, (&status, code), sides, options, facts);
        // What a range says is not what one of its codes says.
        if pair.link == Link::Same && sides.0.status() == sides.1.status() {
            docs::compare(
                pair,
                &format!("response {status}"),
                "a response",
                (sides.0.item(), sides.1.item()),
                &["description", "links"],
                facts,
            );
        }
    }
}

fn of_one_side<'d>(
    pair: &OperationPair<'d>,
    rule: &'static crate::rule::Rule,
    uncovered: Uncovered<'d>,
    other: Operation<'d>,
) -> Fact<'d> {
    let response = uncovered.response.response;
    let status = response.status().to_string();
    let is_on_both = other
        .responses()
        .any(|other| other.status() == response.status());
    // The key is still there and covers less, as `default` does beside an explicit success: then a code says more.
    let named = if is_on_both {
        format!("{}` by `{status}", uncovered.code)
    } else {
        status.clone()
    };
    pair.fact(rule, &format!("response {status}"))
        .argument("status", named)
        .argument("code", uncovered.code.to_string())
        .response(ResponseOf {
            response,
            code: uncovered.code,
            media_type: None,
            direction: pair.direction,
            value: None,
            header: None,
        })
}

/// A code that the key answers for; for `default` an error, which it always covers.
fn code(status: StatusKey) -> u16 {
    match status {
        StatusKey::Code(code) => code,
        StatusKey::Range(digit) => u16::from(digit) * 100,
        StatusKey::Default => 500,
    }
}
