//! A small API with two version dates, in memory.

use std::fmt::Write as _;

use openapi_codegen::{GenerateError, Generation, generate};
use openapi_doc::MemoryFiles;
use registry::Registry;

const REGISTRY: &str = r#"
[api.pets]
title = "Pets API"

[api.pets.headers]
version = "Pet-Version"
casing = { name = "Pet-Casing", value = "snake" }

[api.pets.client]
crate = "crates/pets"

[[api.pets.versions]]
date = "2026-01-01"
state = "active"
released = "2026-01-01"
"#;

pub const OLDER: &str = include_str!("../fixtures/2026-01-01.yaml");
const PROBLEM: &str = include_str!("../fixtures/problem.yaml");
const MANIFEST: &str = "[package]\nname = \"pets\"\n\n[features]\ndefault = []\n";

/// Generates from documents of ascending dates in 2026: the first is 2026-01-01, the second 2026-02-01.
pub fn generate_dates(documents: &[&str]) -> Result<Generation, Vec<GenerateError>> {
    let mut registry = REGISTRY.to_owned();
    let mut files = vec![
        ("crates/pets/Cargo.toml".to_owned(), MANIFEST.to_owned()),
        (
            "openapi/pets/shared/problem.yaml".to_owned(),
            PROBLEM.to_owned(),
        ),
    ];
    for (index, document) in documents.iter().enumerate() {
        let date = format!("2026-0{}-01", index + 1);
        if index > 0 {
            let _ = write!(
                registry,
                "[[api.pets.versions]]\ndate = \"{date}\"\nstate = \"active\"\nreleased = \"{date}\"\n"
            );
        }
        files.push((format!("openapi/pets/{date}.yaml"), (*document).to_owned()));
    }
    let registry = Registry::parse("openapi/specdate.toml", &registry).unwrap();
    generate(&registry, "openapi", &MemoryFiles::new(files), None)
}

/// A generated file of the crate, without its header.
pub fn file(generation: &Generation, name: &str) -> String {
    let text = &generation.plan.files[&format!("crates/pets/src/generated/{name}")];
    let body = text.lines().skip_while(|line| {
        line.starts_with("//") && !line.starts_with("//!") || line.starts_with('#')
    });
    body.collect::<Vec<_>>().join("\n")
}

/// The fixture with one text replaced, which must be in it.
pub fn edited(from: &str, to: &str) -> String {
    assert!(OLDER.contains(from), "the fixture has no {from:?}");
    OLDER.replace(from, to)
}
