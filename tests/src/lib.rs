//! What the tests of the whole workspace share: where it is, and its registry.

use std::path::{Path, PathBuf};

use registry::Registry;

/// The registry file, from the workspace's root.
pub const REGISTRY: &str = "openapi/specdate.toml";

/// The workspace's root.
///
/// Cargo says where the package is when a test runs; what it said at compile time is another checkout's where two of
/// them share a target folder.
#[must_use]
pub fn root() -> PathBuf {
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package)
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// The workspace's registry.
///
/// # Panics
/// When it cannot be read, with every problem in the message: there is nothing to test then.
#[must_use]
#[expect(
    clippy::panic,
    reason = "a test that cannot read its subject has failed"
)]
pub fn workspace_registry() -> Registry {
    let path = root().join(REGISTRY);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Registry::parse(REGISTRY, &text).unwrap_or_else(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", problems.join("\n"))
    })
}
