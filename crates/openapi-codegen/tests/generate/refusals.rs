//! What cannot be generated is named, with its place.

use openapi_codegen::GenerateError;

use crate::support::{OLDER, edited, generate_dates};

fn told(errors: &[GenerateError]) -> String {
    errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_document_with_problems_lists_all_of_them() {
    let broken = edited("operationId: get_pet", "operationid: get_pet")
        .replace("#/components/schemas/Chip", "#/components/schemas/Chop");
    let error = generate_dates(&[&broken]).unwrap_err();
    insta::assert_snapshot!(told(&error));
}

#[test]
fn a_panic_of_the_generator_names_the_operation() {
    // No value is a string and a number, and progenitor checks it without a place.
    let contradictory = edited(
        "content: { application/json: { schema: { $ref: \"#/components/schemas/NewPet\" } } }\n      responses",
        "content: { application/json: { schema: { type: string, enum: [1] } } }\n      responses",
    );
    let error = generate_dates(&[&contradictory]).unwrap_err();
    insta::assert_snapshot!(told(&error));
}

#[test]
fn panics_of_several_dates_are_told_apart() {
    // The dates are generated side by side.
    let contradictory = edited("enum: [fish, meat]", "enum: [1]");
    let errors = generate_dates(&[&contradictory, OLDER, &contradictory]).unwrap_err();
    let documents: Vec<String> = errors
        .iter()
        .map(|error| match error {
            GenerateError::Refused(refused) => refused.location.file.clone(),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(
        documents,
        [
            "openapi/pets/2026-01-01.yaml",
            "openapi/pets/2026-03-01.yaml"
        ]
    );
}

#[test]
fn a_panic_inside_a_schema_names_the_schema() {
    let contradictory = edited("enum: [fish, meat]", "enum: [1]");
    let error = generate_dates(&[&contradictory]).unwrap_err();
    insta::assert_snapshot!(told(&error));
}

#[test]
fn a_schema_that_contradicts_itself_is_named() {
    let contradictory = edited(
        "{ type: string, enum: [fish, meat] }",
        "{ allOf: [{ type: string, enum: [fish] }, { type: string, enum: [meat] }] }",
    );
    let error = generate_dates(&[&contradictory]).unwrap_err();
    insta::assert_snapshot!(told(&error));
}

#[test]
fn every_date_is_told_about_at_once() {
    let errors = generate_dates(&["openapi: 3.0.3\n", OLDER, "[]"]).unwrap_err();
    insta::assert_snapshot!(told(&errors));
}
