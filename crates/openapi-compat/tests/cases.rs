//! Small pairs of documents, one folder each, below the rule that they are about. Each is compared forward, backward and
//! with itself. `expected.txt` holds what a reader is told; with `UPDATE_EXPECTED` set in the environment it is written
//! anew, to be reviewed like code.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use openapi_compat::{Comparison, Judgement, RULES, compare};
use support::{cases, options, read, report};

/// Folders that are not named after a rule, with what they hold.
const GROUPS: &[(&str, &str)] = &[
    (
        "callback-request",
        "rules of requests that the server sends to an address of the client's choice",
    ),
    ("rewrites", "changes that mean nothing"),
    (
        "webhook-parameters",
        "rules of parameters that the server sends",
    ),
    (
        "webhook-request-body",
        "rules of bodies that the server sends",
    ),
    (
        "webhook-responses",
        "rules of responses that the client sends",
    ),
    ("webhook-security", "credentials that the server shows"),
    (
        "written-as-strings",
        "values of parameters, headers and forms, which are strings in a message",
    ),
];

/// Rules whose mirror may be told by another rule, with those.
const TOLD_OTHERWISE: &[(&str, &[&str])] = &[
    ("request-format-widened", &["request-undecided"]),
    // What a choice no longer takes hides what its arms no longer take.
    ("request-length-widened", &["request-choice-narrowed"]),
    ("request-property-added", &["request-property-refused"]),
    (
        "request-property-removed",
        &["request-property-constrained"],
    ),
    (
        "request-required-property-added",
        &["request-property-refused"],
    ),
    // Arms that overlap in everything are read as if they did not.
    ("response-choice-widened", &["schema-arms-overlap"]),
    ("response-format-narrowed", &["response-undecided"]),
    // What is written as strings is told by what can be seen in them.
    ("request-property-became-optional", &["request-undecided"]),
    ("request-values-closed", &["request-type-changed"]),
    ("response-type-narrowed", &["response-enum-value-added"]),
    // Where there is no schema at all, no keyword says what was allowed.
    ("request-schema-widened", &["request-type-changed"]),
    ("request-type-changed", &["request-schema-widened"]),
    ("response-schema-narrowed", &["response-type-changed"]),
    ("response-type-changed", &["response-schema-narrowed"]),
    (
        "response-property-added",
        &["response-property-unconstrained"],
    ),
    (
        "response-property-removed",
        &["response-property-added-to-closed"],
    ),
];

/// A case with what comparing it came to.
struct Case {
    folder: String,
    path: PathBuf,
    forward: Comparison,
    backward: Comparison,
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Every case, compared once for all tests.
fn each_case() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(compared);
    &CASES
}

fn compared() -> Vec<Case> {
    let (old, new) = ("2026-01-01", "2026-02-01");
    let mut found = Vec::new();
    for folder in folders(&cases()) {
        for path in folders(&folder) {
            let base = read(&path, "base.yaml");
            let revision = read(&path, "revision.yaml");
            found.push(Case {
                folder: name(&folder),
                forward: compare(&base, &revision, &options(old, new)),
                backward: compare(&revision, &base, &options(new, old)),
                path,
            });
        }
    }
    assert!(found.len() >= 100, "only {} cases", found.len());
    found
}

#[test]
fn each_case_says_what_is_expected() {
    let mut wrong = Vec::new();
    for case in each_case() {
        let found = format!(
            "forward\n{}backward\n{}",
            report(&case.forward),
            report(&case.backward)
        );
        let file = case.path.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if expected != found {
            wrong.push(format!("{}:\n{found}", file.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases differ from what is expected; if they are right, set UPDATE_EXPECTED and review the changes:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_document_has_no_finding_against_itself() {
    for case in folders(&cases()).iter().flat_map(|folder| folders(folder)) {
        for name in ["base.yaml", "revision.yaml"] {
            let document = read(&case, name);
            let comparison = compare(&document, &document, &options("", ""));
            assert_eq!(
                comparison.findings,
                [],
                "{}/{name} against itself",
                case.display()
            );
        }
    }
}

/// A change that goes both ways, as from one pattern to another, is its own mirror; and what is read backwards may be what
/// could not be decided.
#[test]
fn the_mirror_rule_fires_backwards() {
    let mut wrong = Vec::new();
    for case in each_case() {
        for (there, back) in [
            (&case.forward, &case.backward),
            (&case.backward, &case.forward),
        ] {
            let back: BTreeSet<_> = back.findings.iter().map(|finding| finding.id).collect();
            for finding in &there.findings {
                let rule = RULES.iter().find(|rule| rule.id == finding.id).unwrap();
                let Some(mirror) = rule.mirror else { continue };
                let fires = ["", "request-", "response-"].into_iter().any(|role| {
                    let stem = mirror
                        .split_once('-')
                        .filter(|(role, _)| ["request", "response"].contains(role))
                        .map_or(mirror, |(_, stem)| stem);
                    back.contains(format!("{role}{stem}").as_str())
                });
                let is_told_otherwise = TOLD_OTHERWISE.iter().any(|(id, others)| {
                    *id == rule.id && others.iter().any(|id| back.contains(id))
                });
                if !fires && !back.contains(rule.id) && !is_told_otherwise {
                    wrong.push(format!(
                        "{}: {} fires one way, but {mirror} not the other way",
                        case.path.display(),
                        rule.id
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_has_a_folder_and_fires_there() {
    let mut fired: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for case in each_case() {
        let ids = case.forward.findings.iter().map(|finding| finding.id);
        fired.entry(case.folder.clone()).or_default().extend(ids);
    }
    for rule in RULES {
        let here = fired.remove(rule.id).unwrap_or_default();
        assert!(
            here.contains(rule.id),
            "no case of {} lets it fire",
            rule.id
        );
    }
    let groups: Vec<_> = fired.keys().map(String::as_str).collect();
    let known: Vec<_> = GROUPS.iter().map(|(name, _)| *name).collect();
    assert_eq!(groups, known, "folders that are no rules");
}

#[test]
fn rewrites_are_silent() {
    let mut count = 0;
    for case in each_case() {
        if case.folder == "rewrites" {
            count += 1;
            assert_eq!(case.forward.findings, [], "{}", case.path.display());
            assert_eq!(case.backward.findings, [], "{}", case.path.display());
        }
    }
    assert!(count >= 15, "only {count} rewrites");
}

#[test]
fn half_of_the_cases_break_nobody() {
    let cases = each_case();
    let breaking = cases
        .iter()
        .filter(|case| {
            let mut findings = case.forward.findings.iter();
            findings.any(|finding| finding.verdicts.any(Judgement::Breaking))
        })
        .count();
    let share = breaking * 100 / cases.len();
    assert!(
        (30..=60).contains(&share),
        "{breaking} of {} cases break somebody",
        cases.len()
    );
}

#[test]
fn findings_are_whole() {
    for case in each_case() {
        for comparison in [&case.forward, &case.backward] {
            let mut prints = BTreeSet::new();
            for finding in &comparison.findings {
                let at = case.path.display();
                let id = finding.id;
                let rule = RULES.iter().find(|rule| rule.id == id).unwrap();
                assert!(
                    prints.insert(&finding.fingerprint),
                    "{at}: {id} has the fingerprint of another finding"
                );
                assert!(
                    finding.base.is_some() || finding.revision.is_some(),
                    "{at}: {id} is nowhere"
                );
                for (sentence, filled) in [(rule.title, &finding.title), (rule.why, &finding.why)] {
                    for name in placeholders(sentence) {
                        assert!(
                            !filled.contains(&format!("{{{name}}}")),
                            "{at}: {id} does not fill {{{name}}}: {filled}"
                        );
                    }
                }
                let breaks = finding.verdicts.any(Judgement::Breaking);
                assert!(
                    !breaks || finding.witness.is_some() || finding.shown_by.is_some(),
                    "{at}: {id} breaks somebody and shows no message"
                );
                assert!(
                    !breaks || !finding.remedy.is_empty(),
                    "{at}: {id} breaks somebody and does not say what to do"
                );
                assert_eq!(
                    finding.verdicts.any(Judgement::Unknown),
                    finding.reason.is_some(),
                    "{at}: {id} is unknown without a reason, or the other way round"
                );
                assert_eq!(finding.verdicts.source, Judgement::NotJudged);
            }
        }
    }
}

/// The `{names}` of a sentence.
fn placeholders(sentence: &str) -> Vec<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}
