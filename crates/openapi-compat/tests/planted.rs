//! Planted changes are found: none missed, none doubled, each at its place with its verdicts.
//!
//! `SPECDATE_SPECS` names a folder of large documents; `SPECDATE_SEEDS` says how many seeds are tried (1 if absent).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod proof;

use std::collections::{BTreeMap, BTreeSet};

use openapi_compat::{Finding, Place};
use openapi_doc::SpecVersion;
use proof::many::{copies, thousand_operations};
use proof::planted::{Expected, Kind, Planted, kinds, plant};
use proof::random::Random;
use proof::rewrites::upgrade;
use proof::tree::Tree;
use proof::{Named, library, number, real, run, small, told};
use source_tree::{Format, Pointer, SourceTree};

/// What the plantings of one pair came to.
#[derive(Default)]
struct Tally {
    /// How often each kind was planted.
    planted: BTreeMap<&'static str, usize>,
    failures: Vec<String>,
}

impl Tally {
    fn add(
        &mut self,
        name: &str,
        document: &Tree,
        kinds: &[&'static Kind],
        times: usize,
        random: &mut Random,
    ) {
        let pair = plant(document, kinds, times, random);
        for planted in &pair.planted {
            *self.planted.entry(planted.kind).or_default() += 1;
        }
        let (base, revision) = (pair.base.json(), pair.revision.json());
        let findings = run(&pair.base.document(), &pair.revision.document()).findings;
        self.failures.extend(
            check(&pair.planted, &findings)
                .into_iter()
                .map(|failure| format!("{name}: {failure}")),
        );
        let (base, revision) = (source(base), source(revision));
        for finding in &findings {
            for (place, tree) in [(&finding.base, &base), (&finding.revision, &revision)] {
                if let Some(place) = place
                    && !stands_there(place, tree)
                {
                    self.failures
                        .push(format!("{name}: not at its place: {}", told(finding)));
                }
            }
        }
    }

    fn done(self, at_least: usize) {
        let rare: Vec<_> = self
            .planted
            .iter()
            .filter(|(_, count)| **count < at_least)
            .collect();
        assert!(
            rare.is_empty(),
            "planted less than {at_least} times: {rare:?}"
        );
        let mut by_kind: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for failure in &self.failures {
            let key = failure.lines().next().unwrap_or_default();
            let key: String = key
                .chars()
                .filter(|letter| !letter.is_ascii_digit())
                .collect();
            by_kind.entry(key).or_insert((0, failure.clone())).0 += 1;
        }
        let shown: Vec<String> = by_kind
            .values()
            .map(|(count, failure)| format!("{count} times: {failure}"))
            .collect();
        assert!(
            shown.is_empty(),
            "{} failures\n\n{}",
            self.failures.len(),
            shown.join("\n\n")
        );
    }
}

fn source(text: String) -> SourceTree {
    SourceTree::parse(
        "api.json",
        text.into_bytes(),
        Format::Json,
        &source_tree::Limits::default(),
    )
    .unwrap()
}

/// Whether line and column are those of the value that the pointer leads to.
fn stands_there(place: &Place, tree: &SourceTree) -> bool {
    let node = tree.pointer(&Pointer::parse(&place.pointer).unwrap());
    node.is_some_and(|node| {
        let position = node.position();
        (position.line, position.column) == (place.line, place.column)
    })
}

/// What is missed, doubled, judged otherwise, or not planted at all.
fn check(planted: &[Planted], findings: &[Finding]) -> Vec<String> {
    let mut failures = Vec::new();
    let mut of_planting: Vec<Vec<&Finding>> = planted.iter().map(|_| Vec::new()).collect();
    for finding in findings {
        match planted.iter().position(|planted| is_at(planted, finding)) {
            Some(index) => of_planting[index].push(finding),
            None => failures.push(format!("nothing is planted there: {}", told(finding))),
        }
    }
    for (planted, found) in planted.iter().zip(of_planting) {
        failures.extend(check_one(planted, found));
    }
    failures
}

fn check_one(planted: &Planted, mut found: Vec<&Finding>) -> Vec<String> {
    let mut failures = Vec::new();
    for expected in &planted.expected {
        let is_meant = |finding: &&Finding| expected.ids.iter().any(|id| id == finding.id);
        let Some(at) = found.iter().position(is_meant) else {
            if !expected.is_optional {
                failures.push(format!(
                    "{}: missed: {} at {}",
                    planted.kind,
                    expected.ids.join(" or "),
                    planted.owner
                ));
            }
            continue;
        };
        let finding = found.remove(at);
        if !reaches(planted, expected, finding) {
            failures.push(format!(
                "{}: reaches {:?}: {}",
                planted.kind,
                finding.operations,
                told(finding)
            ));
        }
        let verdicts = finding.verdicts;
        let judged = [verdicts.wire, verdicts.behavior, verdicts.client];
        if judged != expected.verdicts {
            let [wire, behavior, client] = expected.verdicts;
            failures.push(format!(
                "{}: expected wire {wire}, behavior {behavior}, client {client}: {}",
                planted.kind,
                told(finding)
            ));
        }
    }
    failures.extend(
        found
            .into_iter()
            .map(|finding| format!("{}: not expected: {}", planted.kind, told(finding))),
    );
    failures
}

/// Whether the operations of a finding are those that it reaches. Webhooks and callbacks beside those of paths are not
/// looked at.
fn reaches(planted: &Planted, expected: &Expected, finding: &Finding) -> bool {
    let operations: BTreeSet<_> = finding
        .operations
        .iter()
        .map(|operation| (operation.path.clone(), operation.method.clone()))
        .collect();
    if let Some(only) = &planted.operation {
        return operations == BTreeSet::from([only.clone()]);
    }
    let is_of_path = |(path, _): &&(String, String)| path.starts_with('/');
    let of_paths: BTreeSet<_> = operations.iter().filter(is_of_path).cloned().collect();
    let is_free = expected.operations.is_empty();
    !operations.is_empty() && (is_free || of_paths == expected.operations)
}

/// Whether a finding stands where something is planted, in each document where it stands.
fn is_at(planted: &Planted, finding: &Finding) -> bool {
    let sides = [&finding.base, &finding.revision].into_iter().flatten();
    let is_there = |place: &Place| {
        planted.places.iter().any(|known| {
            *known == place.pointer
                || (known.ends_with('/') && place.pointer.starts_with(known.as_str()))
        })
    };
    let mut sides = sides.peekable();
    sides.peek().is_some() && sides.all(is_there)
}

/// Kinds in groups that have room in a document beside each other.
fn groups(size: usize) -> Vec<Vec<&'static Kind>> {
    let all: Vec<&Kind> = kinds().iter().collect();
    all.chunks(size).map(<[_]>::to_vec).collect()
}

#[test]
fn there_are_many_kinds() {
    let names: BTreeSet<_> = kinds().iter().map(|kind| &kind.name).collect();
    assert_eq!(names.len(), kinds().len(), "a name stands twice");
    assert!(names.len() >= 60);
}

fn everywhere((name, document): &Named, tally: &mut Tally, times: usize) {
    for seed in 0..number("SPECDATE_SEEDS", 1) {
        let mut random = Random::new(seed as u64);
        for kinds in groups(12) {
            let name = format!("{name}, seed {seed}");
            tally.add(&name, document, &kinds, times, &mut random);
        }
    }
}

#[test]
fn in_documents_of_this_workspace() {
    let mut tally = Tally::default();
    for named in small() {
        everywhere(&named, &mut tally, 1);
    }
    tally.done(0);
}

/// Every kind at twenty places; those that found no room beside the others are planted in another round.
#[test]
fn at_many_places() {
    const TIMES: usize = 20;
    let mut tally = Tally::default();
    let (name, library) = library();
    let older = copies(&library, 12);
    let mut newer = copies(&library, 6);
    upgrade(&mut newer);
    let mut random = Random::new(0);
    for round in 0..5 {
        for (document, is_newer) in [(&older, false), (&newer, true)] {
            let is_rare = |kind: &&Kind| {
                let count = tally.planted.get(kind.name.as_str());
                let is_of_version = (kind.version == Some(SpecVersion::V3_1)) == is_newer;
                is_of_version && count.is_none_or(|count| *count < TIMES)
            };
            let rare: Vec<_> = kinds().iter().filter(is_rare).collect();
            for kinds in rare.chunks(7) {
                let name = format!("copies of {name}, round {round}");
                tally.add(&name, document, kinds, TIMES, &mut random);
            }
        }
    }
    tally.done(TIMES);
}

#[test]
fn in_real_documents() {
    let mut tally = Tally::default();
    for named in real() {
        println!("{}", named.0);
        everywhere(&named, &mut tally, 20);
    }
    tally.done(0);
}

/// The document with a limit on a string in a component, and the pointer of the limit.
fn limited(document: &Tree, component: &str) -> (Tree, String) {
    let way = proof::tree::way_of(&format!("#/components/schemas/{component}")).unwrap();
    let mut changed = document.clone();
    let text = changed.at_mut(&way).unwrap();
    text.set("maxLength", Tree::number(5));
    (changed, format!("{}/maxLength", proof::tree::pointer(&way)))
}

fn only(findings: Vec<Finding>) -> Finding {
    let shown: Vec<_> = findings.iter().map(told).collect();
    let [only] = <[_; 1]>::try_from(findings)
        .unwrap_or_else(|_| panic!("not one finding: {}", shown.join("\n")));
    only
}

#[test]
fn one_break_among_a_thousand_operations() {
    let document = thousand_operations();
    assert_eq!(document.document().operations().count(), 1000);
    let (changed, at) = limited(&document, "Own321/properties/note");
    let finding = only(run(&document.document(), &changed.document()).findings);
    assert_eq!(finding.id, "request-length-narrowed");
    let place = finding.revision.unwrap();
    assert!(stands_there(&place, &source(changed.json())));
    assert_eq!(place.pointer, at);
    let [operation] = finding.operations.as_slice() else {
        panic!("{:?}", finding.operations);
    };
    assert_eq!(
        (operation.method.as_str(), operation.path.as_str()),
        ("POST", "/things/321")
    );
}

/// Five components refer to each other in a circle, and each stands in the answers of twenty paths.
#[test]
fn one_break_that_reaches_many_operations() {
    let document = thousand_operations();
    let (limited, at) = limited(&document, "Shared7/properties/inner/properties/state");
    let finding = only(run(&limited.document(), &document.document()).findings);
    assert_eq!(finding.id, "response-length-widened");
    let place = finding.base.unwrap();
    assert!(stands_there(&place, &source(limited.json())));
    assert_eq!(place.pointer, at);
    assert_eq!(finding.operations.len(), 5 * 20 * 2);
}
