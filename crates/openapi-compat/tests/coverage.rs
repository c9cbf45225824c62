//! Every member of OpenAPI is dealt with.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use openapi_compat::{COVERAGE, Options, RULES, SCHEMA_COVERAGE, Treatment, compare};
use openapi_doc::vocabulary::{ObjectKind, objects};
use openapi_doc::{Document, Limits, MemoryFiles, load};

#[test]
fn each_member_has_one_entry() {
    let known: BTreeSet<_> = objects()
        .iter()
        .flat_map(|table| table.members.iter().map(|member| (table.kind, member.name)))
        .collect();
    let covered: Vec<_> = COVERAGE
        .iter()
        .chain(SCHEMA_COVERAGE)
        .map(|(kind, member, _)| (*kind, *member))
        .collect();
    let once: BTreeSet<_> = covered.iter().copied().collect();
    assert_eq!(once.len(), covered.len(), "an entry stands twice");
    let missing: Vec<_> = known.difference(&once).collect();
    let stale: Vec<_> = once.difference(&known).collect();
    assert!(missing.is_empty(), "without an entry: {missing:?}");
    assert!(stale.is_empty(), "no members of OpenAPI: {stale:?}");
}

#[test]
fn entries_name_rules() {
    for (kind, member, treatment) in COVERAGE.iter().chain(SCHEMA_COVERAGE) {
        if let Treatment::Judged(ids) = treatment {
            assert!(!ids.is_empty());
            for id in *ids {
                assert!(
                    RULES.iter().any(|rule| rule.id == *id),
                    "{kind:?}.{member} names {id}, which is no rule"
                );
            }
        }
    }
}

/// A pair of schemas for each keyword that is judged. Each is compared in a request and in a response, both ways, and as a
/// component that stands in both; `_` is the version 3.0, for keywords that 3.1 does not have.
const KEYWORDS: &[(&str, &str, &str)] = &[
    (
        "additionalProperties",
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string } }, additionalProperties: false }",
    ),
    (
        "additionalProperties",
        "{ type: object, properties: { a: { type: string }, b: { type: string } }, additionalProperties: false }",
        "{ type: object, properties: { a: { type: string } }, additionalProperties: false }",
    ),
    (
        "additionalProperties",
        "{ type: object, additionalProperties: { type: string } }",
        "{ type: object, additionalProperties: false }",
    ),
    (
        "anyOf",
        "{ anyOf: [{ type: string }, { type: integer }] }",
        "{ anyOf: [{ type: string }, { type: integer }, { type: boolean }] }",
    ),
    ("const", "{ const: a }", "{ const: b }"),
    (
        "contains",
        "{ type: array, items: {}, contains: { type: string } }",
        "{ type: array, items: {} }",
    ),
    (
        "contentEncoding",
        "{ type: string, contentEncoding: base64 }",
        "{ type: string }",
    ),
    (
        "contentMediaType",
        "{ type: string, contentMediaType: text/html }",
        "{ type: string }",
    ),
    (
        "contentSchema",
        "{ type: string, contentMediaType: application/json, contentSchema: { type: string } }",
        "{ type: string, contentMediaType: application/json }",
    ),
    (
        "default",
        "{ type: string, default: a }",
        "{ type: string }",
    ),
    (
        "dependentRequired",
        "{ properties: { a: {}, b: {} }, dependentRequired: { a: [b] } }",
        "{ properties: { a: {}, b: {} } }",
    ),
    (
        "dependentSchemas",
        "{ properties: { a: {}, b: {} }, dependentSchemas: { a: { required: [b] } } }",
        "{ properties: { a: {}, b: {} } }",
    ),
    (
        "deprecated",
        "{ type: string, deprecated: true }",
        "{ type: string }",
    ),
    (
        "description",
        "{ type: string, description: A. }",
        "{ type: string, description: B. }",
    ),
    (
        "discriminator",
        "{ anyOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }",
        "{ anyOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }",
    ),
    (
        "else",
        "{ if: { type: string } }",
        "{ if: { type: string }, else: { minimum: 2 } }",
    ),
    ("enum", "{ enum: [a] }", "{ enum: [a, b] }"),
    ("enum", "{ type: string, enum: [a] }", "{ type: string }"),
    (
        "example",
        "{ type: string, example: A. }",
        "{ type: string, example: B. }",
    ),
    (
        "examples",
        "{ type: string, examples: [A.] }",
        "{ type: string, examples: [B.] }",
    ),
    (
        "exclusiveMaximum",
        "{ type: integer, exclusiveMaximum: 3 }",
        "{ type: integer, exclusiveMaximum: 4 }",
    ),
    (
        "exclusiveMinimum",
        "{ type: integer, exclusiveMinimum: 3 }",
        "{ type: integer, exclusiveMinimum: 4 }",
    ),
    (
        "externalDocs",
        "{ type: string, externalDocs: { url: 'https://a.example' } }",
        "{ type: string, externalDocs: { url: 'https://b.example' } }",
    ),
    (
        "format",
        "{ type: string, format: date }",
        "{ type: string }",
    ),
    (
        "if",
        "{ if: { minimum: 3 }, then: { maximum: 2 } }",
        "{ if: { minimum: 4 }, then: { maximum: 2 } }",
    ),
    (
        "items",
        "{ type: array, items: {} }",
        "{ type: array, items: false }",
    ),
    (
        "maxContains",
        "{ type: array, items: {}, contains: { type: string }, maxContains: 3 }",
        "{ type: array, items: {}, contains: { type: string }, maxContains: 2 }",
    ),
    (
        "maxItems",
        "{ type: array, items: {}, maxItems: 3 }",
        "{ type: array, items: {}, maxItems: 2 }",
    ),
    (
        "maxLength",
        "{ type: string, maxLength: 3 }",
        "{ type: string, maxLength: 2 }",
    ),
    (
        "maxProperties",
        "{ properties: { a: {}, b: {} }, maxProperties: 2 }",
        "{ properties: { a: {}, b: {} }, maxProperties: 1 }",
    ),
    (
        "maximum",
        "{ type: integer, maximum: 3 }",
        "{ type: integer, maximum: 2 }",
    ),
    (
        "minContains",
        "{ type: array, items: {}, contains: { type: string }, minContains: 3 }",
        "{ type: array, items: {}, contains: { type: string }, minContains: 2 }",
    ),
    (
        "minItems",
        "{ type: array, items: {}, minItems: 3 }",
        "{ type: array, items: {}, minItems: 2 }",
    ),
    (
        "minLength",
        "{ type: string, minLength: 3 }",
        "{ type: string, minLength: 2 }",
    ),
    (
        "minProperties",
        "{ properties: { a: {}, b: {} }, minProperties: 2 }",
        "{ properties: { a: {}, b: {} }, minProperties: 1 }",
    ),
    (
        "minimum",
        "{ type: integer, minimum: 3 }",
        "{ type: integer, minimum: 2 }",
    ),
    (
        "multipleOf",
        "{ type: integer, multipleOf: 4 }",
        "{ type: integer, multipleOf: 2 }",
    ),
    (
        "not",
        "{ type: string, not: { const: a } }",
        "{ type: string }",
    ),
    (
        "nullable",
        "_{ type: string, nullable: true }",
        "_{ type: string }",
    ),
    (
        "oneOf",
        "{ oneOf: [{ type: string }, { type: integer }] }",
        "{ oneOf: [{ type: string }, { type: integer }, { type: boolean }] }",
    ),
    (
        "oneOf",
        "{ oneOf: [{ type: string }, { type: string, title: A }] }",
        "{ type: string }",
    ),
    (
        "pattern",
        "{ type: string, pattern: '^[ab]$' }",
        "{ type: string, pattern: '^a$' }",
    ),
    (
        "patternProperties",
        "{ type: object, patternProperties: { '^a': {} }, additionalProperties: false }",
        "{ type: object, patternProperties: { '^a': {}, '^b': {} }, additionalProperties: false }",
    ),
    (
        "prefixItems",
        "{ type: array, prefixItems: [{ type: string }], items: {} }",
        "{ type: array, items: {} }",
    ),
    (
        "properties",
        "{ properties: { a: {} } }",
        "{ properties: { a: {}, b: {} } }",
    ),
    (
        "propertyNames",
        "{ type: object, propertyNames: { maxLength: 3 } }",
        "{ type: object }",
    ),
    (
        "readOnly",
        "{ properties: { a: {}, b: { readOnly: true } } }",
        "{ properties: { a: {}, b: {} } }",
    ),
    (
        "required",
        "{ properties: { a: {} }, required: [a] }",
        "{ properties: { a: {} } }",
    ),
    (
        "then",
        "{ if: { type: integer } }",
        "{ if: { type: integer }, then: { minimum: 2 } }",
    ),
    (
        "title",
        "{ type: string, title: A }",
        "{ type: string, title: B }",
    ),
    ("type", "{ type: string }", "{ type: [string, integer] }"),
    (
        "unevaluatedItems",
        "{ type: array, prefixItems: [{}], unevaluatedItems: false }",
        "{ type: array, prefixItems: [{}], unevaluatedItems: {} }",
    ),
    (
        "unevaluatedProperties",
        "{ properties: { a: {} }, unevaluatedProperties: false }",
        "{ properties: { a: {} } }",
    ),
    (
        "uniqueItems",
        "{ type: array, items: {}, uniqueItems: true }",
        "{ type: array, items: {} }",
    ),
    (
        "writeOnly",
        "{ properties: { a: {}, b: { writeOnly: true } } }",
        "{ properties: { a: {}, b: {} } }",
    ),
];

/// Pairs that only differ in keywords that are ignored on purpose.
const IGNORED: &[(&str, &str, &str)] = &[
    (
        "$anchor",
        "{ type: string, $anchor: a }",
        "{ type: string, $anchor: b }",
    ),
    (
        "$comment",
        "{ type: string, $comment: a }",
        "{ type: string, $comment: b }",
    ),
    (
        "$dynamicAnchor",
        "{ type: string, $dynamicAnchor: a }",
        "{ type: string, $dynamicAnchor: b }",
    ),
    (
        "$schema",
        "{ type: string }",
        "{ type: string, $schema: 'https://json-schema.org/draft/2020-12/schema' }",
    ),
    (
        "$vocabulary",
        "{ type: string }",
        "{ type: string, $vocabulary: { 'https://json-schema.org/draft/2020-12/vocab/core': true } }",
    ),
];

/// A document with it is refused when it is read.
const REFUSED: &str = "$id";

/// A document with the schema in a request and in a response.
fn document(schema: &str) -> Document {
    let (version, schema) = schema
        .strip_prefix('_')
        .map_or(("3.1.1", schema), |schema| ("3.0.4", schema));
    let reference = "{ $ref: '#/components/schemas/S' }";
    let text = format!(
        "openapi: {version}
info: {{ title: T, version: '1' }}
paths:
  /a:
    post:
      requestBody: {{ content: {{ application/json: {{ schema: {reference} }} }} }}
      responses: {{ '204': {{ description: Fine. }} }}
    get:
      responses: {{ '200': {{ description: Fine., content: {{ application/json: {{ schema: {reference} }} }} }} }}
components:
  schemas:
    S: {schema}
    Cat: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }} }}
    Dog: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }}, barks: {{ type: boolean }} }} }}
"
    );
    let files = MemoryFiles::new([("api.yaml", text)]);
    load("api.yaml", &files, &Limits::default()).unwrap_or_else(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("{schema}: {}", problems.join("\n"))
    })
}

/// The rules that fire between two schemas, both ways.
fn fired(one: &str, two: &str) -> BTreeSet<&'static str> {
    let (one, two) = (document(one), document(two));
    let there = compare(&one, &two, &Options::default()).findings;
    let back = compare(&two, &one, &Options::default()).findings;
    there
        .iter()
        .chain(&back)
        .map(|finding| finding.id)
        .collect()
}

fn keywords(wanted: impl Fn(Treatment) -> bool) -> BTreeSet<&'static str> {
    let of_schemas = SCHEMA_COVERAGE
        .iter()
        .filter(|(kind, _, treatment)| *kind == ObjectKind::Schema && wanted(*treatment));
    of_schemas.map(|(_, keyword, _)| *keyword).collect()
}

#[test]
fn each_judged_keyword_makes_one_of_its_rules_fire() {
    let mut wrong = Vec::new();
    let judged = keywords(|treatment| matches!(treatment, Treatment::Judged(_)));
    let tried: BTreeSet<_> = KEYWORDS.iter().map(|(keyword, ..)| *keyword).collect();
    assert_eq!(judged, tried);
    for (keyword, one, two) in KEYWORDS {
        let entry = SCHEMA_COVERAGE.iter().find(|(_, name, _)| name == keyword);
        let Some((_, _, Treatment::Judged(ids))) = entry else {
            panic!("{keyword}");
        };
        let fired = fired(one, two);
        let is_strange = |id: &&&str| !ids.contains(*id);
        if fired.is_empty() || fired.iter().any(|id| is_strange(&id)) {
            wrong.push(format!("{keyword}: {fired:?} for {one} and {two}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join(
            "
"
        )
    );
}

#[test]
fn ignored_keywords_make_no_difference() {
    let ignored = keywords(|treatment| matches!(treatment, Treatment::Ignored(_)));
    let tried = IGNORED.iter().map(|(keyword, ..)| *keyword);
    let tried: BTreeSet<_> = tried.chain([REFUSED]).collect();
    assert_eq!(ignored, tried);
    for (keyword, one, two) in IGNORED {
        assert_eq!(fired(one, two), BTreeSet::new(), "{keyword}");
    }
}
