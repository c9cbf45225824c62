//! The forms here against the forms of the documents, of every date, as the committed listings show them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::{DocumentUpload, SessionDocumentUpload};
use crate::{FormPart, FormPartKind};

/// The operations that this crate has a form for.
const FORMS: [(&str, &[FormPart]); 2] = [
    ("upload_document", DocumentUpload::PARTS),
    ("upload_session_document", SessionDocumentUpload::PARTS),
];

/// The parts of each operation that takes a form, as a listing has them.
fn listed(surface: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut forms: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut operation = "";
    for line in surface.lines() {
        if let Some(name) = line.strip_prefix("operation ") {
            operation = name;
        } else if line == "  .body(reqwest::multipart::Form)" {
            forms.entry(operation).or_default();
        } else if let Some(part) = line.strip_prefix("  part ") {
            forms.entry(operation).or_default().push(part);
        }
    }
    forms
}

/// A part in the words of the listing.
fn written(part: &FormPart) -> String {
    let kind = match part.kind {
        FormPartKind::File => "file",
        FormPartKind::Text => "text",
        FormPartKind::Json => "json",
    };
    let mut text = format!("{kind}({:?})", part.name);
    if part.required {
        text.push_str(".required()");
    }
    if part.repeated {
        text.push_str(".repeated()");
    }
    if let Some(media_types) = part.media_types {
        let _ = write!(text, ".media_types({media_types:?})");
    }
    text
}

#[test]
fn every_documented_form_is_known_with_all_its_parts() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    if crate::staleness::workspace_root(crate_dir).is_none() {
        // Listings are for reviews and stay out of the published package.
        return;
    }
    let folder = crate_dir.join("src/generated");
    let mut dates = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.to_string_lossy().ends_with(".surface.txt") {
            continue;
        }
        dates += 1;
        let surface = std::fs::read_to_string(&path).unwrap();
        for (operation, parts) in listed(&surface) {
            let known = FORMS.iter().find(|(name, _)| *name == operation);
            let (_, known) = known.unwrap_or_else(|| {
                panic!(
                    "{}: no form for {operation}: write one beside DocumentUpload",
                    path.display()
                )
            });
            let known: Vec<String> = known.iter().map(written).collect();
            assert_eq!(parts, known, "{}: {operation}", path.display());
        }
    }
    assert!(dates > 0, "no listing was found");
}

#[cfg(feature = "v2026-01-01")]
#[test]
fn the_older_date_takes_these_forms() {
    use crate::v2026_01_01::builder::{UploadDocument, UploadSessionDocument};
    assert_eq!(UploadDocument::PARTS, DocumentUpload::PARTS);
    assert_eq!(UploadSessionDocument::PARTS, SessionDocumentUpload::PARTS);
}

#[cfg(feature = "v2026-02-01")]
#[test]
fn the_newer_date_takes_these_forms() {
    use crate::v2026_02_01::builder::{UploadDocument, UploadSessionDocument};
    assert_eq!(UploadDocument::PARTS, DocumentUpload::PARTS);
    assert_eq!(UploadSessionDocument::PARTS, SessionDocumentUpload::PARTS);
}
