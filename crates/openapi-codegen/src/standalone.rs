//! A client crate that is not there yet: its manifest, its root, and the support types that generated code names.
//!
//! These files are written once. Afterwards they belong to the people of that crate, as the support module of a
//! client that was written by hand does; only `src/generated` stays the generator's.

use std::fmt::Write as _;

use registry::Api;

/// The files of `src/support`, as they are written, except for `headers.rs`.
const SUPPORT: [(&str, &str); 10] = [
    ("error.rs", include_str!("../standalone/support/error.rs")),
    ("form.rs", include_str!("../standalone/support/form.rs")),
    (
        "form_part.rs",
        include_str!("../standalone/support/form_part.rs"),
    ),
    ("list.rs", include_str!("../standalone/support/list.rs")),
    ("mod.rs", include_str!("../standalone/support/mod.rs")),
    ("path.rs", include_str!("../standalone/support/path.rs")),
    ("query.rs", include_str!("../standalone/support/query.rs")),
    (
        "redacted.rs",
        include_str!("../standalone/support/redacted.rs"),
    ),
    (
        "response.rs",
        include_str!("../standalone/support/response.rs"),
    ),
    (
        "settings.rs",
        include_str!("../standalone/support/settings.rs"),
    ),
];

/// The manifest, without the date features, which are added as to any other manifest.
///
/// Every crate that generated code may name is listed, so that a later document needs no other manifest.
pub fn manifest(api: &Api) -> String {
    format!(
        r#"[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
publish = false
description = {description:?}

# Documentation of an API is written as Markdown for people, and its code blocks are no Rust.
[lib]
doctest = false

[features]
default = []

[dependencies]
chrono = {{ version = "0.4", default-features = false, features = ["serde", "std"] }}
progenitor-client = "=0.15.1"
regress = "0.12"
# For HTTPS, add a TLS feature here, such as `rustls`.
reqwest = {{ version = "0.13", default-features = false, features = ["form", "json", "multipart", "query", "stream"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
uuid = {{ version = "1", default-features = false, features = ["serde", "std"] }}
"#,
        name = package_name(api),
        description = format!("Client for {}", api.title),
    )
}

/// The files below `src`, by path from there.
pub fn sources(api: &Api) -> Vec<(String, String)> {
    let mut files = vec![
        ("lib.rs".to_owned(), root(api)),
        ("support/headers.rs".to_owned(), headers(api)),
    ];
    files.extend(
        SUPPORT
            .into_iter()
            .map(|(name, text)| (format!("support/{name}"), text.to_owned())),
    );
    files
}

/// The last part of the folder, which the registry has checked: a folder `.` of another root is the API's name.
fn package_name(api: &Api) -> String {
    let folder = api
        .client
        .as_ref()
        .and_then(|client| client.crate_dir.as_str().rsplit('/').next());
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    folder
        .filter(is_name)
        .unwrap_or(api.name.as_str())
        .to_owned()
}

fn root(api: &Api) -> String {
    let mut docs = format!(
        "//! Client for {}: one module per version date.\n//!\n\
         //! `Client::new(address, Settings::default())` makes one; each operation is a method whose builder ends in\n\
         //! `send().await`. Features choose the dates; [`Settings`] hold what every request is sent with.\n",
        api.title
    );
    if let Some(key) = &api.headers.key {
        let _ = write!(
            docs,
            "//!\n//! The API key is the header `{}`: see [`Settings::header`].\n",
            key.as_str()
        );
    }
    format!(
        r#"{docs}
#[rustfmt::skip]
#[allow(
    missing_docs,
    nonstandard_style,
    unused_qualifications,
    rustdoc::all,
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    reason = "written by the generator, which has its own tests"
)]
mod generated;
mod support;

pub use generated::*;
/// The HTTP library whose types stand in this crate's interface, in the version that fits.
pub use reqwest;
pub use support::{{
    CommaSeparated, Error, ErrorKind, FormPart, FormPartKind, JsonText, PipeSeparated, Redacted, ResponseValue, Settings,
    SpaceSeparated,
}};
"#
    )
}

fn headers(api: &Api) -> String {
    let lower = |name: &str| name.to_ascii_lowercase();
    let version = api
        .headers
        .version
        .as_ref()
        .map(|name| lower(name.as_str()));
    let casing = api
        .headers
        .casing
        .as_ref()
        .map(|casing| (lower(casing.name.as_str()), casing.value.clone()));
    format!(
        "//! The headers that no operation declares, because they select what the documents describe.\n\n\
         /// Selects the version date that answers.\n\
         pub(super) const VERSION: Option<&str> = {version:?};\n\
         /// Selects the spelling of member names, with the only one that the generated types can read.\n\
         pub(super) const CASING: Option<(&str, &str)> = {casing:?};\n"
    )
}
