//! Small documents of our own making, each about one theme, and the crates that are made of them.

use std::fmt::Write as _;

use openapi_codegen::{GenerateError, Generation, Obstacle, generate, obstacles};
use openapi_doc::{Document, Limits, MemoryFiles, load};
use registry::Registry;

/// The documents that can be generated.
pub const GENERATED: [(&str, &str); 8] = [
    ("answers", include_str!("documents/answers.yaml")),
    ("bodies", include_str!("documents/bodies.yaml")),
    ("constraints", include_str!("documents/constraints.yaml")),
    ("doubtful", include_str!("documents/doubtful.yaml")),
    ("names", include_str!("documents/names.yaml")),
    ("parameters", include_str!("documents/parameters.yaml")),
    ("newer", include_str!("documents/newer.yaml")),
    ("unions", include_str!("documents/unions.yaml")),
];

/// Those that are refused.
pub const REFUSED: [(&str, &str); 3] = [
    ("endless", include_str!("documents/endless.yaml")),
    ("impossible", include_str!("documents/impossible.yaml")),
    ("unsendable", include_str!("documents/unsendable.yaml")),
];

fn registry(name: &str, file: &str) -> Registry {
    let mut text = format!("[api.{name}]\ntitle = \"{name}\"\n");
    let _ = write!(
        text,
        "[api.{name}.headers]\nversion = \"Api-Version\"\ncasing = {{ name = \"Api-Casing\", value = \"snake\" }}\n\
         [api.{name}.client]\ncrate = \"{name}\"\n\
         [[api.{name}.versions]]\ndate = \"2026-01-01\"\ndocument = \"{file}\"\nstate = \"active\"\nreleased = \"2026-01-01\"\n"
    );
    Registry::parse("specdate.toml", &text).unwrap()
}

/// Four dates of one API: each document says what is other than in the one before.
pub const CHAIN: [(&str, &str); 4] = [
    (
        "2026-01-01",
        include_str!("documents/chain/2026-01-01.yaml"),
    ),
    (
        "2026-02-01",
        include_str!("documents/chain/2026-02-01.yaml"),
    ),
    (
        "2026-03-01",
        include_str!("documents/chain/2026-03-01.yaml"),
    ),
    (
        "2026-04-01",
        include_str!("documents/chain/2026-04-01.yaml"),
    ),
];

/// Generates them as the crate `chain`.
pub fn chain() -> Generation {
    let mut text = "[api.chain.client]\ncrate = \"chain\"\n".to_owned();
    for (date, _) in CHAIN {
        let _ = write!(
            text,
            "[[api.chain.versions]]\ndate = \"{date}\"\nstate = \"active\"\nreleased = \"{date}\"\n"
        );
    }
    let registry = Registry::parse("specdate.toml", &text).unwrap();
    let files = CHAIN.map(|(date, text)| (format!("documents/chain/{date}.yaml"), text));
    generate(&registry, "documents", &MemoryFiles::new(files), None).unwrap()
}

/// Generates a document as a crate of the same name.
pub fn standalone(name: &str, file: &str, text: &[u8]) -> Result<Generation, Vec<GenerateError>> {
    let files = MemoryFiles::new([(format!("documents/{file}"), text.to_vec())]);
    generate(&registry(name, file), "documents", &files, None)
}

/// What keeps the client from doing what a document says.
pub fn obstacles_of(name: &str, file: &str, text: &[u8]) -> Vec<Obstacle> {
    let api = registry(name, file);
    obstacles(&document(file, text), api.api(name).unwrap())
}

fn document(file: &str, text: &[u8]) -> Document {
    let files = MemoryFiles::new([(file, text.to_vec())]);
    load(file, &files, &Limits::default()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}
