//! Fingerprints survive edits elsewhere and tell two changes at one place apart.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use openapi_compat::{Finding, Options, compare};
use support::{document, options};

fn paths(first: &str, parameters: &str) -> String {
    format!(
        "paths:\n{first}  /pets/{{id}}:\n    get:\n      parameters: [{parameters}]\n      responses: {{ '200': {{ description: Fine. }} }}\n"
    )
}

const ID: &str = "{ name: id, in: path, required: true, schema: { type: string } }";
const LIMIT: &str = "{ name: limit, in: query, schema: { type: integer } }";
const REQUIRED: &str = "{ name: limit, in: query, required: true, schema: { type: integer } }";
const PAGE: &str = "{ name: page, in: query, schema: { type: integer } }";
const TOYS: &str = "  /toys: { get: { responses: { '200': { description: Fine. } } } }\n";

fn findings(base: &str, revision: &str, options: &Options) -> Vec<Finding> {
    compare(&document(base), &document(revision), options).findings
}

fn only(base: &str, revision: &str, options: &Options) -> String {
    let mut findings = findings(base, revision, options);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0).fingerprint
}

#[test]
fn edits_elsewhere_leave_it() {
    let all = options("a", "b");
    let plain = only(
        &paths("", &format!("{ID}, {LIMIT}")),
        &paths("", &format!("{ID}, {REQUIRED}")),
        &all,
    );
    assert_eq!(plain.len(), 16);
    // Another path before it, another parameter before it, another name of the path parameter.
    let moved = only(
        &paths(TOYS, &format!("{ID}, {PAGE}, {LIMIT}")),
        &paths(TOYS, &format!("{PAGE}, {ID}, {REQUIRED}")),
        &all,
    );
    assert_eq!(plain, moved);
    let rename = |text: String| {
        text.replace("{id}", "{pet}")
            .replace("name: id", "name: pet")
    };
    let renamed = only(
        &rename(paths("", &format!("{ID}, {LIMIT}"))),
        &rename(paths("", &format!("{ID}, {REQUIRED}"))),
        &all,
    );
    assert_eq!(plain, renamed);
}

#[test]
fn another_change_has_another_one() {
    let all = options("a", "b");
    let base = paths("", &format!("{ID}, {LIMIT}"));
    let changes = [
        paths("", &format!("{ID}, {REQUIRED}")),
        paths("", ID),
        paths("", &format!("{ID}, {LIMIT}, {PAGE}")),
        paths(
            "",
            &format!("{ID}, {}", LIMIT.replace("in: query", "in: header")),
        ),
        base.replace("Fine.", "Good."),
        base.replace("Fine.", "Better."),
    ];
    let mut prints: Vec<_> = changes
        .iter()
        .map(|revision| only(&base, revision, &all))
        .collect();
    for other in [
        options("a", "c"),
        Options {
            api: "toys".to_owned(),
            ..options("a", "b")
        },
    ] {
        prints.push(only(&base, &changes[0], &other));
    }
    let count = prints.len();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), count);
}

/// What is written down in the registry of a team must not change with a release of this program.
#[test]
fn it_is_what_it_was() {
    let print = only(
        &paths("", &format!("{ID}, {LIMIT}")),
        &paths("", ID),
        &options("2026-01-01", "2026-02-01"),
    );
    assert_eq!(print, "84280b337d2a107c");
}

/// Arms without names have the same pointer by names; who accepts one break accepts no other.
#[test]
fn breaks_in_two_arms_have_two() {
    let of = |arms: &str| {
        format!(
            "paths:\n  /pets:\n    get:\n      responses:\n        '200':\n          description: Fine.\n          content:\n            application/json: {{ schema: {{ oneOf: [{arms}] }} }}\n"
        )
    };
    let arm = |tag: &str, values: &str| {
        format!(
            "{{ type: object, required: [t, k], properties: {{ t: {{ enum: [{tag}] }}, k: {{ type: string, enum: [{values}] }} }} }}"
        )
    };
    let base = of(&format!("{}, {}", arm("x", "a"), arm("y", "a")));
    let revision = of(&format!("{}, {}", arm("x", "a, b"), arm("y", "a, b")));
    let found = findings(&base, &revision, &options("a", "b"));
    let fingerprints: std::collections::BTreeSet<&str> = found
        .iter()
        .map(|finding| finding.fingerprint.as_str())
        .collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_eq!(fingerprints.len(), 2, "{found:#?}");
}
