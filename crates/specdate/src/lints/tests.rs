//! What each lint finds, and what it leaves alone.

use openapi_doc::{Limits, MemoryFiles, load};
use registry::Registry;

use super::*;

/// What the lints say about a document of the API `pets`, as `id line: message`.
fn said_with(
    registry: &str,
    document: &str,
    has_released_copy: bool,
    names_dates: bool,
) -> Vec<String> {
    let registry = Registry::parse("specdate.toml", registry).unwrap();
    let api = registry.api("pets").unwrap();
    let version = &api.versions[0];
    let document = load(
        "api.yaml",
        &MemoryFiles::new([("api.yaml", document)]),
        &Limits::default(),
    )
    .unwrap_or_else(|problems| panic!("{problems:?}"));
    check(&Subject {
        registry_file: &registry.file,
        api,
        version,
        document: &document,
        released_name: "openapi/pets/released/2026-01-01.yaml",
        has_released_copy,
        names_dates,
        obstacles: &openapi_codegen::obstacles(&document, api),
    })
    .into_iter()
    .map(|issue| {
        format!(
            "{} {}:{}: {}",
            issue.id, issue.line, issue.column, issue.message
        )
    })
    .collect()
}

const VERSION: &str = "[[api.pets.versions]]\ndate = \"2026-01-01\"\n";
const ACTIVE: &str = "state = \"active\"\nreleased = \"2026-01-01\"\n";
const CLIENT: &str = "[api.pets.client]\ncrate = \"crates/pets\"\n";

/// What is said about a document of an API with a client, of which `schema` is the body of a response.
fn said(schema: &str) -> Vec<String> {
    let document = document("2026-01-01", "operationId: get", schema);
    said_with(&format!("{CLIENT}{VERSION}{ACTIVE}"), &document, true, true)
}

/// `schema` stands in line 10.
fn document(version: &str, operation: &str, schema: &str) -> String {
    format!(
        "openapi: 3.1.1\ninfo: {{ title: Pets, version: '{version}' }}\npaths:\n  /pets:\n    get:\n      {operation}\n      \
         responses:\n        '200':\n          description: d\n          content: {{ application/json: {{ schema: {schema} }} }}\n"
    )
}

#[test]
fn ids_are_sorted_and_everything_is_said_in_sentences() {
    assert!(LINTS.is_sorted_by_key(|lint| lint.id));
    for lint in LINTS {
        assert!(
            lint.reason.ends_with('.') && !lint.title.ends_with('.'),
            "{}",
            lint.id
        );
    }
}

#[test]
fn each_lint_is_the_file_of_its_id() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lints");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["mod.rs", "tests.rs"].contains(&name.as_str()))
        .collect();
    files.sort();
    let ids = LINTS
        .iter()
        .map(|lint| format!("{}.rs", lint.id.replace('-', "_")));
    assert_eq!(files, ids.collect::<Vec<String>>());
}

#[test]
fn integers_that_fit_or_that_the_client_does_not_read_are_left_alone() {
    for schema in [
        "{ type: integer, format: int64 }",
        "{ type: integer, format: int32 }",
        "{ type: integer, format: duration }",
        "{ type: integer, minimum: 0, maximum: 100 }",
        "{ type: integer, minimum: -9223372036854775808, exclusiveMaximum: 9223372036854775808 }",
        "{ type: integer, enum: [1, 2] }",
        "{ type: number }",
        "{ type: [integer, number] }",
        "{ anyOf: [{ type: integer }, { type: number }] }",
        "{ type: object, patternProperties: { a: { type: integer } } }",
        "{ allOf: [{ type: integer }, { minimum: 0, maximum: 9 }] }",
    ] {
        assert_eq!(said(schema), [""; 0], "{schema}");
    }
    let header = "{ type: string } } }\n          headers: { A: { schema: { type: integer } } }\n          x-more: { a: {";
    assert_eq!(said(header), [""; 0]);
    let parameter = document(
        "2026-01-01",
        "operationId: get\n      parameters: [{ name: a, in: query, schema: { type: integer } }]",
        "{ type: string }",
    );
    let registry = format!("{CLIENT}{VERSION}{ACTIVE}");
    assert_eq!(said_with(&registry, &parameter, true, true), [""; 0]);
    // Without a client nobody reads them as `i64`.
    let document = document("2026-01-01", "operationId: get", "{ type: integer }");
    let registry = format!("{VERSION}{ACTIVE}");
    assert_eq!(said_with(&registry, &document, true, true), [""; 0]);
}

#[test]
fn integers_that_the_client_narrows_are_told_where_they_stand() {
    for schema in [
        "{ type: ^integer }",
        "{ type: ^[integer, 'null'] }",
        "{ type: ^integer, minimum: 0 }",
        "{ type: ^integer, minimum: 0, maximum: 9223372036854775808 }",
        "{ type: array, items: { type: ^integer } }",
        "{ properties: { a: { type: ^integer } } }",
        "{ anyOf: [{ type: ^integer }, { type: string }] }",
        "{ allOf: [{ type: ^integer }] }",
    ] {
        let message =
            "an integer of any size: the client reads it as `i64` and refuses larger ones";
        assert_said("integer-narrowed", schema, message);
    }
}

#[test]
fn places_where_nothing_can_be_sent_are_told_at_the_innermost_one() {
    let contradiction = "no value is allowed here: the keywords contradict each other";
    for (schema, message) in [
        (
            "^{ type: string, minLength: 3, maxLength: 2 }",
            contradiction,
        ),
        (
            "{ type: object, required: [a], properties: { a: ^{ type: string, enum: [1] } } }",
            contradiction,
        ),
        (
            "^{ oneOf: [{ type: string }, { type: string }] }",
            "every value that one arm of `oneOf` declares is allowed by another arm as well, so none is allowed by exactly one",
        ),
        (
            "^{ type: object, properties: { a: { type: string } }, not: { properties: { a: {} } } }",
            contradiction,
        ),
    ] {
        assert_said("nothing-can-be-sent", schema, message);
    }
    for schema in [
        "{ type: object, properties: { a: { not: {} } } }",
        "{ type: object, properties: { a: false } }",
        "{ oneOf: [{ type: string }, { type: boolean }] }",
    ] {
        assert_eq!(said(schema), [""; 0], "{schema}");
    }
}

#[test]
fn openapi_3_0_is_read_as_such() {
    // There, null passes beside whatever the other keywords say.
    let schema = "{ type: string, nullable: true, minLength: 3, maxLength: 2 }";
    let document = document("2026-01-01", "operationId: get", schema).replace("3.1.1", "3.0.3");
    let registry = format!("{VERSION}{ACTIVE}");
    assert_eq!(said_with(&registry, &document, true, true), [""; 0]);
    let document = document.replace("nullable: true, ", "");
    let said = said_with(&registry, &document, true, true);
    assert!(said[0].starts_with("nothing-can-be-sent 10:"), "{said:?}");
}

/// A schema of which one lint says something, at the `^`.
fn assert_said(id: &str, schema: &str, message: &str) {
    let marked = document("2026-01-01", "operationId: get", schema);
    let (line, column) = (1..)
        .zip(marked.lines())
        .find_map(|(number, line)| Some((number, line.find('^')? + 1)))
        .unwrap();
    let expected = format!("{id} {line}:{column}: {message}");
    assert_eq!(said(&schema.replace('^', "")), [expected], "{schema}");
}

#[test]
fn a_document_says_the_date_that_it_is_of() {
    let said = |version: &str, names_dates| {
        let document = document(version, "operationId: get", "{ type: string }");
        said_with(&format!("{VERSION}{ACTIVE}"), &document, true, names_dates)
    };
    assert_eq!(said("2026-01-01", true), [""; 0]);
    assert_eq!(
        said("2025-12-01", false),
        [
            "info-version-differs 2:31: `info.version` is `2025-12-01`, but this is the document of version 2026-01-01"
        ]
    );
    // A numbering of its own, unless another document of the API says its date.
    assert_eq!(said("1.4.0", false), [""; 0]);
    assert_eq!(said("1.4.0", true).len(), 1);
}

#[test]
fn what_was_released_has_a_copy_and_a_draft_has_none() {
    let document = document("2026-01-01", "operationId: get", "{ type: string }");
    let said = |state: &str, has_copy| {
        said_with(&format!("{VERSION}{state}"), &document, has_copy, true)
            .into_iter()
            .map(|said| said.split(' ').next().unwrap().to_owned())
            .collect::<Vec<String>>()
    };
    let retired = "state = \"retired\"\nreleased = \"2026-01-01\"\ndeprecated = \"2026-01-01\"\nsunset = \"2027-01-01\"\nretired = \"2027-01-01\"\n";
    assert_eq!(said(ACTIVE, true), [""; 0]);
    assert_eq!(said(ACTIVE, false), ["released-copy-missing"]);
    assert_eq!(said("state = \"draft\"\n", false), [""; 0]);
    assert_eq!(
        said("state = \"draft\"\n", true),
        ["draft-has-released-copy"]
    );
    assert_eq!(said(retired, false), [""; 0]);
}

#[test]
fn a_method_of_a_client_has_a_name_of_its_own() {
    let document = document("2026-01-01", "summary: s", "{ type: string }");
    let registry = format!("{VERSION}{ACTIVE}");
    assert_eq!(said_with(&registry, &document, true, true), [""; 0]);
    assert_eq!(
        said_with(&format!("{CLIENT}{registry}"), &document, true, true),
        [
            "operation-id-missing 6:7: `GET /pets` has no `operationId`: the client names its method after the path"
        ]
    );
}
