//! Parameters: which there are, where, and whether they must be sent.

use openapi_doc::ParameterIn;

use crate::audience::Verdicts;
use crate::detect::{docs, serialization};
use crate::fact::{Fact, RequestOf};
use crate::options::Options;
use crate::pair::parameters::{ParameterSite, Parameters, parameters};
use crate::pair::{Link, OperationPair};
use crate::rule::{Direction, Rule};
use crate::rules;

const PART: &str = "request";
/// A value with a character that RFC 3986, 2.2 reserves.
const RESERVED: &str = "a/b";

pub(super) fn detect<'d>(pair: &OperationPair<'d>, options: &Options, facts: &mut Vec<Fact<'d>>) {
    let Parameters {
        both,
        moved,
        removed,
        added,
    } = parameters(pair, options);
    for site in removed {
        let rule = if site.parameter.required() {
            &rules::parameter_required_removed::RULE
        } else {
            &rules::parameter_removed::RULE
        };
        facts.push(
            one_side(pair, rule, site)
                .base(site.site)
                .request(match pair.direction {
                    Direction::Outbound => pair.sent_request().with(site.parameter),
                    Direction::Inbound => pair.sent_request(),
                }),
        );
    }
    for site in added {
        let rule = if site.parameter.required() {
            &rules::parameter_required_added::RULE
        } else {
            &rules::parameter_added::RULE
        };
        facts.push(
            one_side(pair, rule, site)
                .revision(site.site)
                .request(pair.sent_request()),
        );
    }
    for (base, revision) in moved {
        facts.push(move_of(pair, base, revision));
    }
    for (base, revision) in both {
        changed(pair, base, revision, facts);
    }
}

fn one_side<'d>(
    pair: &OperationPair<'d>,
    rule: &'static Rule,
    site: ParameterSite<'d>,
) -> Fact<'d> {
    pair.fact(rule, PART)
        .argument("in", site.parameter.location_in().as_str())
        .argument("name", site.parameter.name())
}

fn move_of<'d>(
    pair: &OperationPair<'d>,
    base: ParameterSite<'d>,
    revision: ParameterSite<'d>,
) -> Fact<'d> {
    let (old, new) = (base.parameter, revision.parameter);
    // The receiver refuses the message only if it must find the parameter where it no longer is.
    let is_needed = match pair.direction {
        Direction::Outbound => new.required(),
        Direction::Inbound => old.required(),
    };
    let sent = match pair.direction {
        Direction::Outbound => old,
        Direction::Inbound => new,
    };
    pair.fact(&rules::parameter_in_changed::RULE, PART)
        .at(old.item(), new.item())
        .argument("name", old.name())
        .argument("before", old.location_in().as_str())
        .argument("after", new.location_in().as_str())
        .verdicts(if is_needed {
            Verdicts::WIRE
        } else {
            Verdicts::BEHAVIOR
        })
        .request(pair.sent_request().with(sent))
}

fn changed<'d>(
    pair: &OperationPair<'d>,
    base: ParameterSite<'d>,
    revision: ParameterSite<'d>,
    facts: &mut Vec<Fact<'d>>,
) {
    let (old, new) = (base.parameter, revision.parameter);
    let fact = |rule: &'static Rule| {
        pair.fact(rule, PART)
            .at(old.item(), new.item())
            .argument("in", old.location_in().as_str())
            .argument("name", old.name())
    };
    match (old.required(), new.required()) {
        (false, true) => {
            facts.push(fact(&rules::parameter_became_required::RULE).request(pair.sent_request()));
        }
        (true, false) => {
            facts.push(fact(&rules::parameter_became_optional::RULE).request(pair.sent_request()));
        }
        _ => {}
    }
    let sent = match pair.direction {
        Direction::Outbound => old,
        Direction::Inbound => new,
    };
    let request = || pair.sent_request().with(sent);
    serialization::of_parameters(old, new, |rule, arguments| {
        let text = (rule.id == rules::parameter_allow_reserved_added::RULE.id
            || rule.id == rules::parameter_allow_reserved_removed::RULE.id)
            .then_some(RESERVED);
        let fact = fact(rule).request(RequestOf { text, ..request() });
        facts.push(
            arguments
                .into_iter()
                .fold(fact, |fact, (name, text)| fact.argument(name, text)),
        );
    });
    if old.location_in() == ParameterIn::Query {
        let empty = || RequestOf {
            text: Some(""),
            ..request()
        };
        match (old.allow_empty_value(), new.allow_empty_value()) {
            (false, true) => {
                facts.push(fact(&rules::parameter_allow_empty_value_added::RULE).request(empty()));
            }
            (true, false) => {
                facts
                    .push(fact(&rules::parameter_allow_empty_value_removed::RULE).request(empty()));
            }
            _ => {}
        }
    }
    if pair.link == Link::Takeover {
        return;
    }
    match (old.deprecated(), new.deprecated()) {
        (false, true) => facts.push(fact(&rules::parameter_deprecated::RULE)),
        (true, false) => facts.push(fact(&rules::parameter_undeprecated::RULE)),
        _ => {}
    }
    docs::compare(
        pair,
        PART,
        &format!("the {} parameter `{}`", old.location_in(), old.name()),
        (old.item(), new.item()),
        docs::DESCRIBED,
        facts,
    );
}
