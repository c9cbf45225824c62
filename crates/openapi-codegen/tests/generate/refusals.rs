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
    // Two media types of one request body are more than progenitor can do.
    let two = edited(
        "content: { application/json: { schema: { $ref: \"#/components/schemas/NewPet\" } } }\n      responses",
        "content: { application/json: { schema: { type: string } }, text/plain: { schema: { type: string } } }\n      responses",
    );
    let error = generate_dates(&[&two]).unwrap_err();
    insta::assert_snapshot!(told(&error));
}

#[test]
fn every_date_is_told_about_at_once() {
    let errors = generate_dates(&["openapi: 3.0.3\n", OLDER, "[]"]).unwrap_err();
    insta::assert_snapshot!(told(&errors));
}
