//! Documents of real APIs load without a problem.
//!
//! They are large and not part of the project: the folder is taken from `SPECDATE_SPECS`; without it these tests say
//! that they did nothing.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::path::PathBuf;

use openapi_doc::{Document, FileSystem, Limits, load};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SPECDATE_SPECS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: SPECDATE_SPECS does not name a folder of real documents");
    }
    folder
}

fn documents() -> Vec<(String, Document)> {
    let Some(folder) = folder() else {
        return Vec::new();
    };
    let files = FileSystem::new(&folder).unwrap();
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| source_tree::Format::from_name(name).is_some())
        .collect();
    names.sort();
    assert!(!names.is_empty(), "no document in {}", folder.display());
    names
        .into_iter()
        .map(|name| {
            let document = load(&name, &files, &Limits::default()).unwrap_or_else(|problems| {
                let shown: Vec<_> = problems.iter().take(20).map(ToString::to_string).collect();
                panic!("{name}: {} problems\n{}", problems.len(), shown.join("\n"));
            });
            (name, document)
        })
        .collect()
}

#[test]
fn load_without_problems() {
    for (name, document) in documents() {
        assert!(document.operations().count() > 100, "{name}");
        assert!(document.schema_count() > 1000, "{name}");
        if name.starts_with("github") {
            // They stand under `x-webhooks`.
            assert!(document.webhooks().count() > 200, "{name}");
        }
    }
}

/// GitHub's documents have a surface. Stripe's, whose schemas all refer to each other, have none that anybody could
/// read: that is an error which names the limit, not a listing without end.
#[test]
fn surfaces_are_whole_or_refused() {
    use openapi_doc::surface::{Surface, SurfaceLimits};
    for (name, document) in documents() {
        if name.starts_with("github") {
            let surface = Surface::of(&document, &SurfaceLimits::default()).unwrap();
            assert!(surface.line_count() > 100_000, "{name}");
            assert_eq!(Surface::diff(&surface, &surface), [], "{name}");
        } else if name.starts_with("stripe") {
            let limits = SurfaceLimits {
                max_lines: 20_000,
                ..SurfaceLimits::default()
            };
            assert_eq!(
                Surface::of(&document, &limits).unwrap_err().limit(),
                "max_lines"
            );
        }
    }
}
