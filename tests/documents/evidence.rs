//! Rules of our own for the documents that we write.

use openapi_doc::{Document, Schema};

use crate::{for_each_version, read};

#[test]
fn the_version_of_a_document_is_its_date() {
    for_each_version(|_, version| {
        assert_eq!(
            read(&version.document).info().version(),
            version.date.to_string(),
            "{}",
            version.document
        );
    });
}

#[test]
fn operations_responses_and_properties_say_how_we_know_them() {
    for_each_version(|_, version| {
        let document = read(&version.document);
        let missing = without_evidence(&document);
        assert!(
            missing.is_empty(),
            "add `x-evidence: documented|inferred|name-only` at:\n{}",
            missing.join("\n")
        );
    });
}

fn without_evidence(document: &Document) -> Vec<String> {
    let mut items = Vec::new();
    for operation in document.operations() {
        items.push(operation.item());
        items.extend(operation.responses().map(openapi_doc::Response::item));
        items.extend(
            operation
                .parameters()
                .into_iter()
                .map(openapi_doc::Parameter::item),
        );
    }
    for schema in document.schemas() {
        items.extend(schema.properties().map(|property| property.schema().item()));
    }
    let mut missing: Vec<String> = items
        .into_iter()
        .filter(|item| {
            let evidence = item
                .extension("x-evidence")
                .and_then(source_tree::Node::as_str);
            !matches!(evidence, Some("documented" | "inferred" | "name-only"))
        })
        .map(|item| item.location().to_string())
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

/// Names under which people are found, or secrets. A property of one of these names that is not marked would be printed.
const PERSONAL: [&str; 39] = [
    "first_name",
    "last_name",
    "date_of_birth",
    "document_number",
    "ssn",
    "nationality",
    "gender",
    "extracted_age",
    "line1",
    "line2",
    "city",
    "zip",
    "rejection_reason",
    "email",
    "phone",
    "address_line1",
    "address_line2",
    "zip_code",
    "consent_ip",
    "ip_address",
    "allowed_ips",
    "original_filename",
    "face_match_score",
    "flag_reason",
    "notes",
    "resolution_notes",
    "reason",
    "metadata",
    "fields",
    "custom_fields",
    "subject_data",
    "actor",
    "flagged_by",
    "resolved_by",
    "secret",
    "capture_url",
    "qr_code_data_url",
    "download_url",
    "preview_url",
];

#[test]
fn personal_data_is_marked() {
    for_each_version(|_, version| {
        let document = read(&version.document);
        let unmarked: Vec<String> = document
            .schemas()
            .flat_map(Schema::properties)
            .filter(|property| PERSONAL.contains(&property.name()) && !property.schema().is_pii())
            .map(|property| property.schema().location().to_string())
            .collect();
        assert!(
            unmarked.is_empty(),
            "add `x-pii: true` at:\n{}",
            unmarked.join("\n")
        );
    });
}

#[test]
fn every_media_type_of_a_response_has_an_example() {
    for_each_version(|_, version| {
        for operation in read(&version.document).operations() {
            for response in operation.responses() {
                for (_, content) in response.content() {
                    let item = content.item();
                    let has_example =
                        item.get("example").is_some() || item.get("examples").is_some();
                    assert!(has_example, "{}: add `examples`", item.location());
                }
            }
        }
    });
}
