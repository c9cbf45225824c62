//! Stops the build of this workspace when the generated modules are older than the documents. In a copy made for a
//! user of the crate it does nothing.

use std::env;
use std::path::Path;

#[path = "build/staleness.rs"]
mod staleness;

fn main() {
    let manifest_dir = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let crate_dir = Path::new(&manifest_dir);
    let report = match staleness::workspace_root(crate_dir)
        .map(|root| staleness::inspect(&root, crate_dir))
    {
        None | Some(Ok(None)) => {
            println!("cargo::rerun-if-changed=build.rs");
            return;
        }
        Some(Ok(Some(report))) => report,
        Some(Err(error)) => {
            println!(
                "cargo::error=cannot compare the generated modules with their documents: {error}"
            );
            return;
        }
    };
    for path in &report.watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    if report.problems.is_empty() {
        return;
    }
    for problem in &report.problems {
        println!("cargo::error={problem}");
    }
    // Cargo fails the build because of these lines. Exiting with a failure would have it print all output once more.
    println!("cargo::error=the generated client is not up to date: run `cargo xtask generate`");
}
