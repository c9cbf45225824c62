//! The rules as data: order, names, sentences, mirrors.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use openapi_compat::{Judgement, RULES, Rule, RuleDefault};

/// Rules without a rule for the same change backwards, each with the reason.
const WITHOUT_MIRROR: &[(&str, &str)] = &[
    (
        "operation-shadowed",
        "backwards nothing is lost: requests that were refused are answered by the template",
    ),
    (
        "request-property-constrained",
        "backwards it is a property that goes: `request-property-removed`",
    ),
    (
        "request-property-refused",
        "backwards it is a property that comes: `request-property-added`",
    ),
    (
        "request-undecided",
        "backwards it is another question, with an answer of its own",
    ),
    (
        "response-property-added-to-closed",
        "backwards it is a property that goes: `response-property-removed`",
    ),
    (
        "response-property-unconstrained",
        "backwards it is a property that comes: `response-property-added`",
    ),
    (
        "response-undecided",
        "backwards it is another question, with an answer of its own",
    ),
];

/// Rules of requests and of responses for one change, whose names tell which way it goes.
const OPPOSED: &[(&str, &str)] = &[
    ("request-format-widened", "response-format-narrowed"),
    ("request-pattern-widened", "response-pattern-narrowed"),
    (
        "request-property-constrained",
        "response-property-unconstrained",
    ),
    (
        "request-property-refused",
        "response-property-added-to-closed",
    ),
    ("request-schema-widened", "response-schema-narrowed"),
    ("request-type-widened", "response-type-narrowed"),
];

/// Rules of requests without the same for responses, and the other way round, each with the reason.
const WITHOUT_COUNTERPART: &[(&str, &str)] = &[
    (
        "request-body-became-optional",
        "a response has no flag for its body",
    ),
    (
        "request-body-became-required",
        "a response has no flag for its body",
    ),
    (
        "request-body-required-added",
        "a response has no flag for its body",
    ),
    (
        "request-body-required-removed",
        "a response has no flag for its body",
    ),
    (
        "response-header-added",
        "headers of requests are parameters",
    ),
    (
        "response-header-became-optional",
        "headers of requests are parameters",
    ),
    (
        "response-header-became-required",
        "headers of requests are parameters",
    ),
    (
        "response-header-deprecated",
        "headers of requests are parameters",
    ),
    (
        "response-header-removed",
        "headers of requests are parameters",
    ),
    (
        "response-header-required-added",
        "headers of requests are parameters",
    ),
    (
        "response-header-required-removed",
        "headers of requests are parameters",
    ),
    (
        "response-header-serialization-changed",
        "headers of requests are parameters",
    ),
    (
        "response-header-undeprecated",
        "headers of requests are parameters",
    ),
    (
        "response-media-type-narrowed",
        "of requests, what is narrowed is refused: `request-media-type-removed`",
    ),
    (
        "response-media-type-widened",
        "of requests, what is widened is accepted: `request-media-type-added`",
    ),
    (
        "response-other-status-added",
        "only responses have a status",
    ),
    (
        "response-other-status-removed",
        "only responses have a status",
    ),
    (
        "response-redirect-status-added",
        "only responses have a status",
    ),
    (
        "response-redirect-status-removed",
        "only responses have a status",
    ),
    (
        "response-success-status-added",
        "only responses have a status",
    ),
    (
        "response-success-status-removed",
        "only responses have a status",
    ),
];

fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}

#[test]
fn rules_are_sorted_and_each_has_its_file() {
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    let sorted: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids, sorted.into_iter().collect::<Vec<_>>());

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files: BTreeSet<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            path.file_stem()
                .unwrap()
                .to_string_lossy()
                .replace('_', "-")
        })
        .filter(|name| name != "mod")
        .collect();
    assert_eq!(ids, files.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn mirrors_lead_back() {
    let mut without = Vec::new();
    for own in RULES {
        match own.mirror {
            Some(mirror) => {
                let other = rule(mirror).unwrap_or_else(|| panic!("{mirror} is no rule"));
                assert_eq!(other.mirror, Some(own.id), "the mirror of {mirror}");
            }
            None => without.push(own.id),
        }
    }
    let known: Vec<_> = WITHOUT_MIRROR.iter().map(|(id, _)| *id).collect();
    assert_eq!(without, known, "rules without a mirror; write down why");
}

#[test]
fn what_is_added_is_removed_by_its_mirror() {
    for own in RULES {
        let pairs = [
            ("-added", "-removed"),
            ("-required", "-optional"),
            ("-deprecated", "-undeprecated"),
        ];
        for (end, opposite) in pairs {
            if let Some(stem) = own.id.strip_suffix(end)
                && let Some(mirror) = own.mirror
                && mirror != own.id
            {
                assert_eq!(
                    mirror,
                    format!("{stem}{opposite}"),
                    "the mirror of {}",
                    own.id
                );
            }
        }
    }
}

#[test]
fn requests_and_responses_have_the_same_rules() {
    let mut without = Vec::new();
    for own in RULES {
        let counterpart = match own.id.split_once('-') {
            Some(("request", rest)) => format!("response-{rest}"),
            Some(("response", rest)) => format!("request-{rest}"),
            _ => continue,
        };
        let opposed = OPPOSED
            .iter()
            .any(|&(request, response)| [request, response].contains(&own.id));
        if rule(&counterpart).is_none() && !opposed {
            without.push(own.id);
        }
    }
    for (request, response) in OPPOSED {
        assert!(rule(request).is_some() && rule(response).is_some());
    }
    let known: Vec<_> = WITHOUT_COUNTERPART.iter().map(|(id, _)| *id).collect();
    assert_eq!(
        without, known,
        "rules without a counterpart; write down why"
    );
}

#[test]
fn breaks_come_with_a_remedy_and_only_they_do() {
    let breaks = |default: RuleDefault| match default {
        RuleDefault::Fixed(verdicts) => verdicts.any(Judgement::Breaking),
        RuleDefault::Computed => true,
    };
    for own in RULES {
        assert_eq!(breaks(own.default), !own.remedy.is_empty(), "{}", own.id);
        if let Some(inbound) = own.inbound {
            assert_eq!(
                breaks(inbound.default),
                !inbound.remedy.is_empty(),
                "{} in webhooks and callbacks",
                own.id
            );
        }
    }
}

#[test]
fn sentences_are_sentences() {
    for own in RULES {
        let id = own.id;
        assert!(!own.title.ends_with('.'), "{id}: a title has no full stop");
        let inbound = own.inbound.map(|inbound| [inbound.why, inbound.remedy]);
        let sentences = [own.why, own.remedy, own.explanation];
        for text in sentences.into_iter().chain(inbound.into_iter().flatten()) {
            assert!(
                text.is_empty() || text.ends_with('.'),
                "{id}: `{text}` does not end"
            );
        }
        assert!(!own.why.is_empty() && !own.explanation.is_empty(), "{id}");
    }
}
