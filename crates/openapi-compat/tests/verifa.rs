//! The documents of this workspace, compared with each other.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::path::Path;

use openapi_compat::{Options, compare, positions};
use openapi_doc::Document;
use support::{read, verdict};

const DATES: [&str; 2] = ["2026-01-01", "2026-02-01"];

fn document(date: &str) -> Document {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/verifa");
    read(&folder, &format!("{date}.yaml"))
}

fn options() -> Options {
    Options {
        api: "verifa".to_owned(),
        pair: DATES.join(".."),
        selector_headers: vec!["Verifa-Version".to_owned(), "Key-Inflection".to_owned()],
        server_dates: None,
    }
}

#[test]
fn from_date_to_date() {
    let [base, revision] = DATES.map(document);
    let comparison = compare(&base, &revision, &options());
    let again = compare(&document(DATES[0]), &document(DATES[1]), &options());
    assert_eq!(comparison, again);
    let lines: Vec<_> = comparison
        .findings
        .iter()
        .map(|finding| {
            format!(
                "{} [{}] {}: {} ({} operations)",
                finding.fingerprint,
                finding.id,
                verdict(finding),
                finding.title,
                finding.operations.len()
            )
        })
        .collect();
    let summary = format!("{:?}", comparison.summary());
    insta::assert_snapshot!(format!("{}\n{summary}", lines.join("\n")));
}

#[test]
fn against_themselves() {
    for date in DATES {
        let document = document(date);
        assert_eq!(compare(&document, &document, &options()).findings, []);
        let all = positions(&document, &document, &options());
        assert!(all.len() > 10);
        for position in all {
            assert_eq!(position.base, position.revision);
            assert_eq!(position.serialization.0, position.serialization.1);
        }
    }
}
