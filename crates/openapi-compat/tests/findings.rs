//! What a finding tells: places with snippets, counts, order.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use openapi_compat::{Options, Side, Summary, compare};
use support::document;

const BASE: &str = "paths:
  /pets:
    get:
      description: All of them.
      parameters:
        - name: limit
          in: query
          schema:
            type: integer
      responses:
        '200': { description: Fine. }
    delete:
      responses: { '204': { description: Gone. } }
";

const REVISION: &str = "paths:
  /pets:
    get:
      description: All pets.
      responses:
        '200': { description: Fine. }
        '202': { description: Later. }
  /toys:
    get:
      responses: { '200': { description: Fine. } }
";

#[test]
fn places_and_snippets() {
    let findings = compare(&document(BASE), &document(REVISION), &Options::default()).findings;
    let removed = findings
        .iter()
        .find(|finding| finding.id == "parameter-removed")
        .unwrap();
    let place = removed.base.as_ref().unwrap();
    // Two lines stand before the text of the test.
    assert_eq!(place.to_string(), "api.yaml:8:11");
    assert_eq!(place.pointer, "/paths/~1pets/get/parameters/0");
    assert_eq!(
        place.snippet,
        "name: limit\nin: query\nschema:\n  type: integer"
    );
    assert_eq!(removed.revision, None);
    assert_eq!(removed.operations.len(), 1);

    let added = findings
        .iter()
        .find(|finding| finding.id == "response-success-status-added");
    let witness = added.unwrap().witness.as_ref().unwrap();
    assert_eq!(
        (witness.side, witness.to_string().as_str()),
        (Side::Response, "202")
    );
}

#[test]
fn findings_are_in_the_order_of_their_places() {
    let findings = compare(&document(BASE), &document(REVISION), &Options::default()).findings;
    let lines: Vec<_> = findings
        .iter()
        .map(|finding| {
            finding
                .base
                .as_ref()
                .or(finding.revision.as_ref())
                .unwrap()
                .line
        })
        .collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(lines, sorted);
}

#[test]
fn accepted_findings_count_as_accepted_only() {
    let mut comparison = compare(&document(BASE), &document(REVISION), &Options::default());
    let all = Summary {
        wire: Some(2),
        behavior: Some(1),
        client: Some(2),
        source: None,
        unknown: 0,
        compatible: 1,
        docs: 1,
        accepted: 0,
    };
    assert_eq!(comparison.summary(), all);
    for finding in &mut comparison.findings {
        finding.accepted = finding.id == "operation-removed";
    }
    let without = Summary {
        wire: Some(1),
        client: Some(1),
        accepted: 1,
        ..all
    };
    assert_eq!(comparison.summary(), without);
}
