//! What the proofs share: documents that can be changed, the places in them, and comparisons of them.

#![allow(dead_code, unused_imports, reason = "each test binary uses its part")]

pub mod invariants;
pub mod many;
pub mod mutate;
pub mod planted;
pub mod random;
pub mod rewrites;
pub mod sites;
pub mod tree;

use std::path::{Path, PathBuf};

use openapi_compat::{Comparison, Finding, Options, compare};
use openapi_doc::Document;
use tree::Tree;

/// Variable that names a folder of large, real documents.
const FOLDER: &str = "SPECDATE_SPECS";

/// A document by its name.
pub type Named = (String, Tree);

/// The documents of this workspace, and two that have every construct.
pub fn small() -> Vec<Named> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = manifest.join("../../openapi/verifa");
    let mut found = read_all(&folder);
    assert!(found.len() > 1, "no documents in {}", folder.display());
    found.push(library());
    found.push(observatory());
    found
}

/// The document with what only OpenAPI 3.1 can say.
pub fn observatory() -> Named {
    let bytes = include_bytes!("observatory.yaml").to_vec();
    let tree = Tree::parse("observatory.yaml", bytes);
    ("observatory.yaml".to_owned(), tree)
}

/// The document with every construct of OpenAPI 3.0.
pub fn library() -> Named {
    let bytes = include_bytes!("library.yaml").to_vec();
    (
        "library.yaml".to_owned(),
        Tree::parse("library.yaml", bytes),
    )
}

/// Large documents from elsewhere; none, with a message, where they are not there.
pub fn real() -> Vec<Named> {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        println!("ABSENT: {FOLDER} does not name a folder of real documents");
        return Vec::new();
    };
    let found = read_all(&folder);
    assert!(!found.is_empty(), "no document in {}", folder.display());
    found
}

fn read_all(folder: &Path) -> Vec<Named> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| source_tree::Format::from_name(name).is_some())
        .collect();
    names.sort();
    let read = |name: String| {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let tree = Tree::parse(&name, bytes);
        (name, tree)
    };
    names.into_iter().map(read).collect()
}

/// A number from the environment, for longer runs.
pub fn number(variable: &str, otherwise: usize) -> usize {
    let text = std::env::var(variable).ok();
    text.map_or(otherwise, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {text}"))
    })
}

pub fn run(base: &Document, revision: &Document) -> Comparison {
    compare(base, revision, &Options::default())
}

/// A finding in a few lines, for messages.
pub fn told(finding: &Finding) -> String {
    let place = |place: &Option<openapi_compat::Place>| {
        place.as_ref().map_or("(nothing)".to_owned(), |place| {
            format!("{place} {}", place.pointer)
        })
    };
    let verdicts = finding.verdicts;
    let reason = finding.reason.as_deref().unwrap_or_default();
    format!(
        "{}: {}\n    wire {}, behavior {}, client {}, docs {} {reason}\n    {}\n    -> {}",
        finding.id,
        finding.title,
        verdicts.wire,
        verdicts.behavior,
        verdicts.client,
        verdicts.docs,
        place(&finding.base),
        place(&finding.revision),
    )
}
