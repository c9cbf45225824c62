//! Bodies that progenitor does not know: multipart forms and binary data.

use openapi_codegen::Generation;

use crate::support::{file, generate_dates};

const UPLOADS: &str = include_str!("../fixtures/uploads.yaml");

fn generated(document: &str) -> Generation {
    generate_dates(&[document]).unwrap()
}

#[test]
fn the_surface_lists_the_parts_of_a_form() {
    insta::assert_snapshot!(file(&generated(UPLOADS), "v2026_01_01.surface.txt"));
}

#[test]
fn a_form_streams_and_keeps_everything_else_of_its_operation() {
    let text = file(&generated(UPLOADS), "v2026_01_01.rs");
    let start = text.find("pub struct AddPage<").unwrap();
    let operation = text[start..].split("/**Builder for").next().unwrap();
    insta::assert_snapshot!(operation);
}

#[test]
fn bytes_keep_their_media_type() {
    let text = file(&generated(UPLOADS), "v2026_01_01.rs");
    for (method, media_type) in [("put", "image/png"), ("post", "application/octet-stream")] {
        let sends = format!(
            "///Sends a `{}` request to `/scans/{{id}}/cover`",
            method.to_uppercase()
        );
        let operation = &text[text.find(&sends).unwrap()..];
        let value = operation.find("HeaderValue::from_static(").unwrap();
        let value = operation[value..].split('"').nth(1);
        assert_eq!(value, Some(media_type), "{method}");
    }
}

#[test]
fn both_are_told_with_place_and_parts() {
    let told: Vec<String> = generated(UPLOADS).documents[0]
        .rewrites
        .iter()
        .filter(|rewrite| rewrite.rule.id.contains("-as-b"))
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    openapi/pets/2026-01-01.yaml:15:13: multipart-form-as-body: parts extras, ink, kind, labels, note, numbers, position, scan, thumbnail
    openapi/pets/2026-01-01.yaml:33:31: binary-body-as-bytes: media type image/png
    ");
}

#[test]
fn three_one_says_the_same_in_its_own_words() {
    let mut three_one = UPLOADS.to_owned();
    for (older, newer) in [
        ("openapi: \"3.0.3\"", "openapi: \"3.1.0\""),
        (
            "image/png: { schema: { type: string, format: binary } }",
            "image/png: {}",
        ),
        (
            "octet-stream: { schema: { type: string, format: binary } }",
            "octet-stream: { schema: {} }",
        ),
        (
            "{ type: string, format: binary }",
            "{ contentMediaType: image/png }",
        ),
        (
            "{ type: string, format: binary, x-pii: true }",
            "{ x-pii: true }",
        ),
        (
            "type: string, x-pii: true, nullable: true",
            "type: [string, \"null\"], x-pii: true",
        ),
        (
            "type: string, format: date, nullable: true",
            "type: [string, \"null\"], format: date",
        ),
        ("type: string, nullable: true", "type: [string, \"null\"]"),
        ("type: integer, nullable: true", "type: [integer, \"null\"]"),
        ("type: array, nullable: true", "type: [array, \"null\"]"),
        ("type: object, nullable: true", "type: [object, \"null\"]"),
        (
            "{ nullable: true, allOf: [{ $ref: \"#/components/schemas/Owner\" }] }",
            "{ anyOf: [{ $ref: \"#/components/schemas/Owner\" }, { type: \"null\" }] }",
        ),
    ] {
        assert!(three_one.contains(older), "{older}");
        three_one = three_one.replace(older, newer);
    }
    assert!(
        !three_one.contains("binary") && !three_one.contains("nullable"),
        "{three_one}"
    );
    assert_eq!(
        file(&generated(UPLOADS), "v2026_01_01.rs"),
        file(&generated(&three_one), "v2026_01_01.rs")
    );
}

#[test]
fn what_is_no_upload_is_sent_in_another_way() {
    for (content, argument, sent) in [
        (
            "image/*: { schema: { type: string, format: binary } }",
            "reqwest::Body",
            "application/octet-stream",
        ),
        (
            "application/xml: { schema: { type: string } }",
            "reqwest::Body",
            "application/xml",
        ),
        (
            "application/merge-patch+json: {}",
            "serde_json::Value",
            "application/merge-patch+json",
        ),
        (
            "image/png: {}, image/jpeg: {}",
            "reqwest::Body",
            "image/png",
        ),
    ] {
        let document = UPLOADS.replace(
            "image/png: { schema: { type: string, format: binary } }",
            content,
        );
        let generation = generated(&document);
        let surface = file(&generation, "v2026_01_01.surface.txt");
        assert!(
            surface.contains(&format!("  .body({argument})\n")),
            "{content}: {surface}"
        );
        let code = file(&generation, "v2026_01_01.rs").replace([' ', '\n'], "");
        assert!(
            code.contains(&format!("from_static(\"{sent}\"")),
            "{content}"
        );
    }
}

#[test]
fn a_form_of_another_kind_is_refused_with_its_place() {
    let document = UPLOADS.replace(
        "image/png: { schema: { type: string, format: binary } }",
        "multipart/mixed: { schema: { type: object } }",
    );
    let errors = generate_dates(&[&document]).unwrap_err();
    let told = errors[0].to_string();
    assert!(
        told.contains(
            "PUT /scans/{id}/cover: the client cannot write a request body of multipart/mixed"
        ),
        "{told}"
    );
}

#[test]
fn null_inside_personal_data_is_an_option() {
    let surface = file(&generated(UPLOADS), "v2026_01_01.surface.txt");
    for member in [
        "words: Option<Redacted<BTreeMap<String, Option<String>>>>",
        "lines: Option<Redacted<Vec<Option<String>>>>",
        "owners: Option<Redacted<BTreeMap<String, Option<Owner>>>>",
        "counts: Option<Redacted<BTreeMap<String, Option<Vec<Option<i64>>>>>>",
        "groups: Option<Redacted<BTreeMap<String, Option<BTreeMap<String, bool>>>>>",
        "days: Option<Redacted<Vec<Option<NaiveDate>>>>",
        "sides: Option<Redacted<BTreeMap<String, Option<Redacted<String>>>>>",
    ] {
        assert!(
            surface.contains(&format!("  {member}\n")),
            "{member} is not in\n{surface}"
        );
    }
}
