//! Every document of the registry, alone, against the other dates, and against its released copy.
//!
//! A change of a document changes a snapshot here. `cargo insta review` shows it for acceptance.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod evidence;
mod findings;
mod pairs;
mod sensitivity;
mod sources;
mod surfaces;

use std::fmt::Write as _;

use openapi_doc::surface::{Surface, SurfaceLimits};
use openapi_doc::{Document, FileSystem, Limits, load};
use registry::{Api, RelativePath, Version};
use specdate_tests::{root, workspace_registry};

/// Reads a document that the registry names, by path from the registry's folder.
fn read(path: &RelativePath) -> Document {
    let files = FileSystem::new(&root()).unwrap();
    load(&format!("openapi/{path}"), &files, &Limits::default()).unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems.iter().fold(String::new(), |text, problem| text
                + &problem.to_string()
                + "\n")
        )
    })
}

fn surface(document: &Document) -> Surface {
    Surface::of(document, &SurfaceLimits::default()).unwrap()
}

/// Calls `check` for every version of every API.
fn for_each_version(mut check: impl FnMut(&Api, &Version)) {
    let registry = workspace_registry();
    for api in registry.apis.values() {
        for version in &api.versions {
            check(api, version);
        }
    }
}

/// The changes between two surfaces for a snapshot; a change that may break somebody begins with `!`.
fn changes(base: &Surface, revision: &Surface) -> String {
    let changes = Surface::diff(base, revision);
    if changes.is_empty() {
        return "no difference".to_owned();
    }
    let marked = changes
        .iter()
        .filter(|change| change.change.is_marked())
        .count();
    let noun = if changes.len() == 1 {
        "difference"
    } else {
        "differences"
    };
    let mut text = format!("{} {noun}, {marked} marked with `!`\n", changes.len());
    for change in changes {
        let _ = write!(text, "\n{change}");
    }
    text
}
