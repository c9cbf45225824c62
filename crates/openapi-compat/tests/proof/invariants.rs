//! What no document may break: a comparison ends, and what it says is whole.

use std::collections::BTreeSet;

use openapi_compat::{Comparison, Judgement};
use openapi_doc::{Document, Limits, MemoryFiles, load};

use super::mutate::mutate;
use super::random::Random;
use super::tree::Tree;
use super::{library, run, told};

/// Any bytes as a document: it is refused, or has nothing against itself, and can be compared with another one.
pub fn check_bytes(bytes: &[u8]) {
    let Some(document) = read(bytes) else {
        return;
    };
    silent(&document);
    let other = read(OTHER.as_bytes()).unwrap();
    whole(&run(&document, &other));
    whole(&run(&other, &document));
}

/// The first eight bytes are a seed: a document is changed by it, and compared with what it was and with another change.
pub fn check_seed(bytes: &[u8]) {
    let mut seed = [0; 8];
    for (to, from) in seed.iter_mut().zip(bytes) {
        *to = *from;
    }
    check_mutations(&library().1, u64::from_le_bytes(seed));
}

/// Compares a document with what a seed makes of it; says whether that still was a document.
pub fn check_mutations(document: &Tree, seed: u64) -> bool {
    let mut random = Random::new(seed);
    let mut first = document.clone();
    let count = 1 + random.below(4);
    mutate(&mut first, &mut random, count);
    let mut second = first.clone();
    mutate(&mut second, &mut random, 1);
    let text = |tree: &Tree| {
        if random.clone().once_in(2) {
            tree.json()
        } else {
            tree.yaml()
        }
    };
    let Some(changed) = read(text(&first).as_bytes()) else {
        return false;
    };
    silent(&changed);
    let original = read(document.json().as_bytes()).unwrap();
    whole(&run(&original, &changed));
    whole(&run(&changed, &original));
    if let Some(more) = read(text(&second).as_bytes()) {
        whole(&run(&changed, &more));
    }
    true
}

fn read(bytes: &[u8]) -> Option<Document> {
    let name = if bytes.starts_with(b"{") {
        "api.json"
    } else {
        "api.yaml"
    };
    let files = MemoryFiles::new([(name, bytes)]);
    load(name, &files, &Limits::default()).ok()
}

fn silent(document: &Document) {
    let findings = run(document, document).findings;
    assert!(
        findings.is_empty(),
        "against itself: {}",
        told(&findings[0])
    );
}

/// What holds of every comparison.
pub fn whole(comparison: &Comparison) {
    let mut fingerprints = BTreeSet::new();
    for finding in &comparison.findings {
        let verdicts = finding.verdicts;
        let told = || told(finding);
        assert!(
            finding.base.is_some() || finding.revision.is_some(),
            "no place: {}",
            told()
        );
        assert!(
            fingerprints.insert(&finding.fingerprint),
            "a fingerprint stands twice: {}",
            told()
        );
        assert!(
            !finding.title.is_empty() && !finding.why.is_empty(),
            "no words: {}",
            told()
        );
        let is_unknown = verdicts.any(Judgement::Unknown);
        assert_eq!(is_unknown, finding.reason.is_some(), "a reason: {}", told());
        let is_break = verdicts.any(Judgement::Breaking);
        assert!(
            is_break || is_unknown || finding.remedy.is_empty(),
            "a remedy for nothing: {}",
            told()
        );
        assert!(
            !is_break || !finding.remedy.is_empty(),
            "no remedy: {}",
            told()
        );
        assert!(
            is_break || finding.witness.is_none(),
            "a witness of nothing: {}",
            told()
        );
        assert!(
            !finding.title.contains('{')
                || finding.title.contains("/{")
                || finding.title.contains('`'),
            "not filled in: {}",
            told()
        );
    }
    let summary = comparison.summary();
    let counts = [summary.wire, summary.behavior, summary.client]
        .into_iter()
        .flatten();
    assert!(counts.max().unwrap_or_default() <= comparison.findings.len());
}

/// What arbitrary documents are compared with.
const OTHER: &str = "openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: https://example.com }]
security: [{ key: [] }]
paths:
  /pets/{id}:
    post:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: q, in: query, schema: { type: array, items: { type: integer } } }
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '200': { description: d, headers: { X-A: { schema: { type: string } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        default: { description: d }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 9 }
        kind: { type: string, enum: [cat, dog], nullable: true }
        parents: { type: array, items: { $ref: '#/components/schemas/Pet' } }
";
