//! The canonical surface: what it shows, and what it does not depend on.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::fmt::Write as _;

use openapi_doc::surface::{Surface, SurfaceLimits};
use openapi_doc::{Document, Limits, MemoryFiles, load};

fn document(files: &[(&str, &str)]) -> Document {
    let memory = MemoryFiles::new(files.iter().map(|(name, text)| (*name, *text)));
    load(files[0].0, &memory, &Limits::default()).unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}

fn surface(files: &[(&str, &str)]) -> Surface {
    Surface::of(&document(files), &SurfaceLimits::default()).unwrap()
}

/// A document around the schema of one response.
fn with_schema(version: &str, schema: &str, components: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          \
         description: d\n          content:\n            application/json:\n              schema: {schema}\n{components}"
    )
}

fn of_schema(version: &str, schema: &str, components: &str) -> String {
    surface(&[("api.yaml", &with_schema(version, schema, components))]).to_string()
}

#[test]
fn everything_in_3_0() {
    insta::assert_snapshot!(surface(&[(
        "api.yaml",
        include_str!("surface/sessions-3.0.yaml")
    )]));
}

#[test]
fn the_same_in_3_1_and_in_several_files() {
    let twin = surface(&[
        ("api.yaml", include_str!("surface/sessions-3.1.yaml")),
        (
            "schemas/common.yaml",
            include_str!("surface/common-3.1.yaml"),
        ),
    ]);
    let original = surface(&[("api.yaml", include_str!("surface/sessions-3.0.yaml"))]);
    // Names of headers are listed as they are written, but mean the same in any case.
    assert_eq!(
        twin.to_string().to_lowercase(),
        original.to_string().to_lowercase()
    );
    assert_eq!(Surface::diff(&original, &twin), []);
}

#[test]
fn spellings_of_one_meaning() {
    let twins = [
        (
            "{ type: string, nullable: true }",
            "{ type: [string, 'null'] }",
        ),
        (
            "{ type: string, nullable: true, enum: [a, null] }",
            "{ enum: [null, a] }",
        ),
        ("{ type: string, enum: [a] }", "{ const: a }"),
        (
            "{ type: string, enum: [a, b] }",
            "{ oneOf: [{ const: b }, { const: a }] }",
        ),
        (
            "{ type: string, enum: [a, b] }",
            "{ type: string, anyOf: [{ type: string, const: b }, { const: a }] }",
        ),
        (
            "{ type: integer, minimum: 1, exclusiveMinimum: true }",
            "{ type: integer, exclusiveMinimum: 1.0 }",
        ),
        (
            "{ nullable: true, allOf: [{ type: object, properties: { a: {} } }] }",
            "{ anyOf: [{ type: object, properties: { a: true } }, { type: 'null' }] }",
        ),
        (
            "{ type: object, nullable: true, properties: { a: {} } }",
            "{ oneOf: [{ const: null }, { type: object, properties: { a: {} } }] }",
        ),
        (
            "{ nullable: true, anyOf: [{ type: string }, { type: integer }] }",
            "{ anyOf: [{ type: 'null' }, { type: integer }, { type: string }] }",
        ),
        (
            "{ type: object, additionalProperties: true }",
            "{ type: object, additionalProperties: {} }",
        ),
        (
            "{ type: object, required: [b, a], properties: { b: {}, a: {} } }",
            "{ allOf: [{ type: object, properties: { a: {} }, required: [a] }, { properties: { b: {} }, required: [b] }] }",
        ),
        (
            "{ type: number, maximum: 100 }",
            "{ type: number, allOf: [{ maximum: 1e2 }, { maximum: 1000 }] }",
        ),
    ];
    for (old, new) in twins {
        assert_eq!(
            of_schema("3.0.3", old, ""),
            of_schema("3.1.1", new, ""),
            "{old} and {new}"
        );
    }
}

#[test]
fn extracted_and_inlined_schemas() {
    let components = "components:\n  schemas:\n    Name: { type: string, maxLength: 5 }\n    Pet: { type: object, properties: { name: { $ref: '#/components/schemas/Name' } } }\n    Alias: { $ref: '#/components/schemas/Pet' }\n";
    let inlined = of_schema(
        "3.0.3",
        "{ type: array, items: { type: object, properties: { name: { type: string, maxLength: 5 } } } }",
        "",
    );
    assert_eq!(
        of_schema(
            "3.0.3",
            "{ type: array, items: { $ref: '#/components/schemas/Alias' } }",
            components
        ),
        inlined
    );
    assert_eq!(
        of_schema(
            "3.1.1",
            "{ type: array, items: { description: d, $ref: '#/components/schemas/Alias' } }",
            components
        ),
        inlined
    );
    // In 3.0, what stands beside a `$ref` is ignored; in 3.1 it holds too.
    let sibling = "{ $ref: '#/components/schemas/Name', minLength: 2 }";
    assert_eq!(
        of_schema("3.0.3", sibling, components),
        of_schema("3.0.3", "{ type: string, maxLength: 5 }", "")
    );
    assert_eq!(
        of_schema("3.1.1", sibling, components),
        of_schema("3.0.3", "{ type: string, maxLength: 5, minLength: 2 }", "")
    );
}

#[test]
fn the_order_of_arms_does_not_matter() {
    for version in ["3.0.3", "3.1.1"] {
        let card = "{ type: object, required: [kind], properties: { kind: { type: string, enum: [card] }, number: { type: string } } }";
        let cash = "{ type: object, required: [kind], properties: { kind: { type: string, enum: [cash] } } }";
        let plain = "{ type: object, properties: { x: { type: integer } } }";
        for (a, b) in [(card, cash), (card, plain), (cash, "{ type: string }")] {
            assert_eq!(
                of_schema(version, &format!("{{ oneOf: [{a}, {b}] }}"), ""),
                of_schema(version, &format!("{{ oneOf: [{b}, {a}] }}"), ""),
            );
        }
    }
}

#[test]
fn recursion_refers_back() {
    let components = "components:\n  schemas:\n    Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' }, maybe: { nullable: true, allOf: [{ $ref: '#/components/schemas/Node' }] }, arms: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Node' }] } } }\n    Itself: { allOf: [{ $ref: '#/components/schemas/Itself' }], type: string }\n";
    insta::assert_snapshot!(of_schema("3.0.3", "{ $ref: '#/components/schemas/Node' }", components), @r#"
    GET /a
      200 application/json: object
        .arms: one of
        .arms|object: ^ the whole
        .arms|string: string
        .maybe: ^ the whole | null
        .next: ^ the whole
    "#);
    insta::assert_snapshot!(of_schema("3.0.3", "{ $ref: '#/components/schemas/Itself' }", components), @r#"
    GET /a
      200 application/json: string
    "#);
}

#[test]
fn rare_keywords_are_shown() {
    let schema = "{ type: [object, array], patternProperties: { '^x': { type: string } }, propertyNames: { maxLength: 3 }, \
                  unevaluatedProperties: false, dependentRequired: { a: [c, b] }, dependentSchemas: { a: { minProperties: 2 } }, \
                  prefixItems: [{ type: string }, true], items: false, contains: { const: 1 }, minContains: 2, not: { const: {} }, \
                  if: { required: [a] }, then: { maxProperties: 4 }, else: { maxProperties: 5 }, contentMediaType: text/plain }";
    insta::assert_snapshot!(of_schema("3.1.1", schema, ""));
}

#[test]
fn a_surface_over_its_limits_is_an_error() {
    // Each level refers to the next one twice: 2^40 lines.
    let mut components = String::from("components:\n  schemas:\n    L40: { type: string }\n");
    for level in 0..40 {
        let next = level + 1;
        writeln!(components,
            "    L{level}: {{ type: object, properties: {{ a: {{ $ref: '#/components/schemas/L{next}' }}, b: {{ $ref: '#/components/schemas/L{next}' }} }} }}"
        ).unwrap();
    }
    let text = with_schema("3.0.3", "{ $ref: '#/components/schemas/L0' }", &components);
    let document = document(&[("api.yaml", &text)]);
    let error = Surface::of(
        &document,
        &SurfaceLimits {
            max_lines: 2000,
            ..SurfaceLimits::default()
        },
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the surface is too large at GET /a: more than 2000 lines (limit `max_lines`); raise `SurfaceLimits::max_lines`, or compare the documents without their surfaces"
    );
    let error = Surface::of(
        &document,
        &SurfaceLimits {
            max_depth: 10,
            ..SurfaceLimits::default()
        },
    )
    .unwrap_err();
    assert_eq!(error.limit(), "max_depth");
}

#[test]
fn differences() {
    let base = surface(&[("api.yaml", include_str!("surface/sessions-3.0.yaml"))]);
    let revision = surface(&[("api.yaml", include_str!("surface/sessions-changed.yaml"))]);
    let changes = Surface::diff(&base, &revision);
    insta::assert_snapshot!(
        changes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert_eq!(Surface::diff(&base, &base), []);
}

#[test]
fn directions() {
    use openapi_doc::surface::Change::{self, Annotated, Narrowed, Retyped, Widened};
    let cases: [(&str, &str, Change); 18] = [
        (
            "{ type: string }",
            "{ type: string, maxLength: 5 }",
            Narrowed,
        ),
        (
            "{ type: string, maxLength: 10 }",
            "{ type: string, maxLength: 9 }",
            Narrowed,
        ),
        (
            "{ type: integer, minimum: 10 }",
            "{ type: integer, minimum: 9.0 }",
            Widened,
        ),
        (
            "{ type: integer, minimum: 9 }",
            "{ type: integer, minimum: 10 }",
            Narrowed,
        ),
        (
            "{ type: string, enum: [a, b] }",
            "{ type: string, enum: [a] }",
            Narrowed,
        ),
        (
            "{ type: string, enum: [a] }",
            "{ type: string, enum: [a, b] }",
            Widened,
        ),
        (
            "{ type: string, enum: [a] }",
            "{ type: string, enum: [b] }",
            Retyped,
        ),
        ("{ type: string, enum: [a] }", "{ type: string }", Widened),
        ("{ type: string, enum: [a] }", "{ type: integer }", Retyped),
        (
            "{ type: string, nullable: true }",
            "{ type: string }",
            Narrowed,
        ),
        ("{ type: integer }", "{ type: number }", Widened),
        ("{ type: integer }", "{ type: string }", Retyped),
        ("{}", "{ type: string }", Narrowed),
        (
            "{ type: string }",
            "{ type: string, format: uuid }",
            Narrowed,
        ),
        (
            "{ type: string, format: date }",
            "{ type: string, format: uuid }",
            Retyped,
        ),
        (
            "{ type: string, pattern: a }",
            "{ type: string, pattern: b }",
            Retyped,
        ),
        (
            "{ type: object, additionalProperties: false }",
            "{ type: object }",
            Widened,
        ),
        (
            "{ type: string }",
            "{ type: string, x-pii: true, deprecated: true }",
            Annotated,
        ),
    ];
    for (before, after, expected) in cases {
        let of = |schema| surface(&[("api.yaml", &with_schema("3.0.3", schema, ""))]);
        let changes = Surface::diff(&of(before), &of(after));
        assert_eq!(
            changes
                .iter()
                .map(|change| change.change)
                .collect::<Vec<_>>(),
            [expected],
            "{before} -> {after}"
        );
    }
}
