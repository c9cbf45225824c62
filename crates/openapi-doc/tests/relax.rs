//! Each rule about what the generated client does not enforce, on schemas as documents write them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use openapi_doc::relax::{
    self, Condition, Context, ENFORCED_FORMATS, Effect, KEPT, RULES, relaxation,
};
use openapi_doc::vocabulary::{self, ObjectKind};
use openapi_doc::{Document, Limits, MemoryFiles, Schema, load};

fn document(schema: &str) -> Document {
    let text = format!(
        "openapi: 3.1.1\ninfo: {{ title: T, version: '1' }}\ncomponents:\n  schemas:\n    A: {schema}\n"
    );
    load(
        "api.yaml",
        &MemoryFiles::new([("api.yaml", text)]),
        &Limits::default(),
    )
    .unwrap()
}

fn schema(document: &Document) -> Schema<'_> {
    document.components().schema("A").unwrap()
}

/// `keyword: Effect` of everything that is relaxed.
fn relaxed(text: &str, arm_tag: bool) -> Vec<(&'static str, Effect)> {
    let document = document(text);
    relax::relaxations(schema(&document), arm_tag)
        .into_iter()
        .map(|rule| (rule.keyword, rule.effect))
        .collect()
}

#[test]
fn limits_are_dropped() {
    let numbers =
        "{ minimum: 1, maximum: 2, exclusiveMinimum: 0, exclusiveMaximum: 3, multipleOf: 1 }";
    let keywords: Vec<_> = relaxed(numbers, false);
    assert_eq!(keywords.len(), 5);
    assert!(keywords.iter().all(|(_, effect)| *effect == Effect::Drop));
    let others = "{ minLength: 1, maxLength: 2, pattern: a, minItems: 1, maxItems: 2, uniqueItems: true, minProperties: 1, maxProperties: 2 }";
    assert_eq!(relaxed(others, false).len(), 8);
}

#[test]
fn strings_become_open_sets_unless_they_tell_arms_apart() {
    assert_eq!(
        relaxed("{ type: string, enum: [a, b] }", false),
        [("enum", Effect::OpenSet)]
    );
    assert_eq!(
        relaxed("{ enum: [a, null] }", false),
        [("enum", Effect::OpenSet)]
    );
    assert_eq!(relaxed("{ const: a }", false), [("const", Effect::OpenSet)]);
    assert_eq!(relaxed("{ const: a }", true), []);
    assert_eq!(relaxed("{ type: string, enum: [a] }", true), []);
}

#[test]
fn other_values_keep_their_type_only() {
    assert_eq!(
        relaxed("{ type: integer, enum: [1, 2] }", false),
        [("enum", Effect::TypeOnly)]
    );
    assert_eq!(
        relaxed("{ enum: [true] }", false),
        [("enum", Effect::TypeOnly)]
    );
    assert_eq!(
        relaxed("{ enum: [a, 1] }", false),
        [("enum", Effect::TypeOnly)]
    );
    assert_eq!(
        relaxed("{ const: 1.5 }", false),
        [("const", Effect::TypeOnly)]
    );
    let types = |text| {
        let document = document(text);
        relax::types_of_values(schema(&document))
            .iter()
            .map(openapi_doc::Type::as_str)
            .collect::<Vec<_>>()
    };
    assert_eq!(types("{ enum: [1, null] }"), ["null", "integer"]);
    assert_eq!(types("{ enum: [null] }"), ["null"]);
    assert_eq!(types("{ enum: [a, 1, null] }"), [""; 0]);
    assert_eq!(types("{ enum: [1, 1.5] }"), ["number"]);
    assert_eq!(types("{ type: number, enum: [1] }"), ["number"]);
}

#[test]
fn extra_members_are_ignored() {
    assert_eq!(
        relaxed("{ additionalProperties: false }", false),
        [("additionalProperties", Effect::IgnoreExtra)]
    );
    assert_eq!(relaxed("{ additionalProperties: true }", false), []);
    assert_eq!(
        relaxed("{ additionalProperties: { type: string } }", false),
        []
    );
    assert_eq!(
        relaxed(
            "{ additionalProperties: { type: string }, patternProperties: {} }",
            false
        ),
        [
            ("additionalProperties", Effect::IgnoreExtra),
            ("patternProperties", Effect::Drop)
        ]
    );
    assert_eq!(
        relaxed("{ unevaluatedProperties: false }", false),
        [("unevaluatedProperties", Effect::IgnoreExtra)]
    );
    assert_eq!(relaxed("{ unevaluatedProperties: true }", false), []);
}

#[test]
fn items_stay_unless_prefix_items_are_dropped_beside_them() {
    assert_eq!(relaxed("{ items: { type: string } }", false), []);
    assert_eq!(
        relaxed("{ items: { type: string }, prefixItems: [true] }", false),
        [("items", Effect::Drop), ("prefixItems", Effect::Drop)]
    );
}

#[test]
fn only_typed_formats_stay() {
    for format in ENFORCED_FORMATS {
        assert_eq!(
            relaxed(&format!("{{ format: {format} }}"), false),
            [],
            "{format}"
        );
    }
    for format in [
        "ipv4", "ipv6", "ip", "email", "uri", "byte", "password", "whatever",
    ] {
        assert_eq!(
            relaxed(&format!("{{ format: {format} }}"), false),
            [("format", Effect::Drop)],
            "{format}"
        );
    }
}

#[test]
fn defaults_are_not_applied() {
    assert_eq!(
        relaxed("{ default: 1 }", false),
        [("default", Effect::NotApplied)]
    );
}

#[test]
fn what_rust_types_cannot_express_is_dropped() {
    let text = "{ not: {}, if: {}, then: {}, else: {}, propertyNames: {}, dependentRequired: {}, dependentSchemas: {}, contains: {}, minContains: 1, maxContains: 2, unevaluatedItems: false }";
    let found = relaxed(text, false);
    assert_eq!(found.len(), 11);
    assert!(found.iter().all(|(_, effect)| *effect == Effect::Drop));
}

#[test]
fn null_is_tolerated_in_optional_members_only() {
    let document =
        document("{ required: [a], properties: { a: { type: string }, b: { type: string } } }");
    let schema = schema(&document);
    assert!(!relax::tolerates_null(schema.property("a").unwrap()));
    assert!(relax::tolerates_null(schema.property("b").unwrap()));
}

#[test]
fn tags_are_required_and_have_one_string() {
    let document = document(
        "{ required: [a, b, c, e, f], properties: { a: { const: x }, b: { enum: [x] }, c: { enum: [x, y] }, d: { const: x }, e: { const: 1 }, f: { $ref: '#/components/schemas/A/properties/a' } } }",
    );
    let tags: Vec<_> = ["a", "b", "c", "d", "e", "f", "g"]
        .into_iter()
        .filter(|name| relax::is_arm_tag(schema(&document), name))
        .collect();
    assert_eq!(tags, ["a", "b", "f"]);
}

/// Every keyword of schemas is relaxed by a rule, kept by name, or listed here because it asserts nothing about
/// responses: a new keyword in the table of the vocabulary must be put somewhere.
#[test]
fn every_keyword_is_decided() {
    const ASSERTS_NOTHING: [&str; 24] = [
        "$anchor",
        "$comment",
        "$defs",
        "$dynamicAnchor",
        "$dynamicRef",
        "$id",
        "$schema",
        "$vocabulary",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "deprecated",
        "description",
        "discriminator",
        "example",
        "examples",
        "externalDocs",
        "readOnly",
        "title",
        "writeOnly",
        "xml",
        "x-evidence",
        "x-known-values",
        "x-pii",
    ];
    for member in vocabulary::object(ObjectKind::Schema).members {
        let relaxed = RULES.iter().any(|rule| rule.keyword == member.name);
        let kept = KEPT.contains(&member.name);
        let nothing = ASSERTS_NOTHING.contains(&member.name);
        assert!(relaxed || kept || nothing, "{} is not decided", member.name);
        assert!(
            !(nothing && (relaxed || kept)),
            "{} is decided twice",
            member.name
        );
    }
    for rule in RULES {
        assert!(
            vocabulary::object(ObjectKind::Schema)
                .members
                .iter()
                .any(|m| m.name == rule.keyword),
            "{}",
            rule.keyword
        );
        assert!(!rule.reason.is_empty());
    }
}

#[test]
fn the_interface_by_keyword_agrees() {
    assert_eq!(relaxation("type", &Context::default()), None);
    assert_eq!(relaxation("no such keyword", &Context::default()), None);
    let rule = relax::rule(
        "additionalProperties",
        &Context {
            is_false: true,
            ..Context::default()
        },
    )
    .unwrap();
    assert_eq!(
        (rule.condition, rule.effect),
        (Condition::IsFalse, Effect::IgnoreExtra)
    );
    assert_eq!(
        relaxation(
            "additionalProperties",
            &Context {
                is_true: true,
                ..Context::default()
            }
        ),
        None
    );
    let optional = Context {
        required: false,
        ..Context::default()
    };
    assert_eq!(
        relaxation("properties", &optional),
        Some(Effect::NullTolerated)
    );
}
