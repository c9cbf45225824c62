//! The files of a new workspace beside the document and its client.

use std::fmt::Write as _;

use registry::{ApiName, RelativePath, Version, VersionDate};

use super::change;
use crate::cli::Init;
use crate::transaction::Change;
use crate::workspace::REGISTRY_DIR;

/// What everything is called.
pub(super) struct Names {
    pub(super) api: ApiName,
    pub(super) title: String,
    pub(super) date: VersionDate,
    pub(super) is_released: bool,
    /// From the folder of the registry file.
    pub(super) document_path: RelativePath,
    pub(super) released_path: RelativePath,
}

impl Names {
    pub(super) fn document(&self) -> String {
        format!("{REGISTRY_DIR}/{}", self.document_path)
    }

    pub(super) fn released_copy(&self) -> String {
        format!("{REGISTRY_DIR}/{}", self.released_path)
    }

    /// What the registry says about their places, where they are not the usual ones.
    fn paths(&self) -> String {
        let Self {
            api,
            date,
            document_path,
            released_path,
            ..
        } = self;
        let usual_document = Version::default_document(api, *date);
        let usual_copy = Version::default_released_copy(api, *date);
        let mut text = String::new();
        for (field, path, usual) in [
            ("document", document_path, usual_document),
            ("released-copy", released_path, usual_copy),
        ] {
            if *path != usual {
                let _ = writeln!(text, "{field} = {}", quoted(path.as_str()));
            }
        }
        text
    }
}

/// A text of TOML. JSON's strings are strings of TOML as well, but for one character.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_default();
    json.replace('\u{7f}', "\\u007F")
}

/// Fills in what stands in braces.
fn filled(template: &str, parts: &[(&str, &str)]) -> String {
    parts
        .iter()
        .fold(template.to_owned(), |text, (name, part)| {
            text.replace(&format!("{{{name}}}"), part)
        })
}

/// The text of the registry file.
pub(super) fn registry(names: &Names, options: &Init) -> String {
    let Names {
        api, title, date, ..
    } = names;
    let headers = match &options.version_header {
        Some(header) => format!(
            "\n# Headers that the client sets by itself. `version` carries the date: no comparison looks at it.\n\
             [api.{api}.headers]\nversion = {}\n",
            quoted(header.as_str())
        ),
        None => format!(
            "\n# Where clients choose a date by a header, name it: the client sets it, and no comparison looks at it.\n\
             # [api.{api}.headers]\n# version = \"API-Version\"\n"
        ),
    };
    let client = if options.no_client {
        String::new()
    } else {
        format!(
            "\n# The generated client: one module per version date.\n[api.{api}.client]\ncrate = \"{}\"\n",
            crate_dir(api)
        )
    };
    let state = if names.is_released {
        format!("state = \"active\"\nreleased = \"{date}\"\n")
    } else {
        "state = \"draft\"\n".to_owned()
    };
    // The title last: what it says is not filled in again.
    filled(
        include_str!("../../../init/specdate.toml.txt"),
        &[
            ("api", api.as_str()),
            ("headers", &headers),
            ("client", &client),
            ("date", &date.to_string()),
            ("state", &state),
            ("paths", &names.paths()),
            ("title", &quoted(title)),
        ],
    )
}

fn crate_dir(api: &ApiName) -> String {
    format!("crates/{api}-client")
}

/// Everything else that is written by hand elsewhere.
pub(super) fn plain(names: &Names, options: &Init) -> Vec<Change> {
    let Names { api, title, .. } = names;
    let has_client = !options.no_client;
    let members = if has_client {
        format!("\"{}\", \"tests\", \"xtask\"", crate_dir(api))
    } else {
        "\"tests\", \"xtask\"".to_owned()
    };
    let client = if has_client {
        ", and the Rust client that is generated from them"
    } else {
        ""
    };
    let regenerate = if has_client {
        "\n| bring the client up to date with the documents | `cargo xtask generate` |"
    } else {
        ""
    };
    // What stands in a heading stays in it.
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let file = |name: &str, text: String| change(name.to_owned(), text.into_bytes());
    vec![
        file(
            "Cargo.toml",
            filled(
                include_str!("../../../init/Cargo.toml.txt"),
                &[("members", &members)],
            ),
        ),
        file(
            "README.md",
            filled(
                include_str!("../../../init/README.md.txt"),
                &[
                    ("api", api.as_str()),
                    ("client", client),
                    ("regenerate", regenerate),
                    ("title", &title),
                ],
            ),
        ),
        file(
            ".cargo/config.toml",
            include_str!("../../../init/config.toml.txt").to_owned(),
        ),
        file(
            ".gitattributes",
            include_str!("../../../init/gitattributes.txt").to_owned(),
        ),
        file(
            ".gitignore",
            include_str!("../../../init/gitignore.txt").to_owned(),
        ),
        file(
            "xtask/Cargo.toml",
            include_str!("../../../init/xtask.toml.txt").to_owned(),
        ),
        file(
            "xtask/src/main.rs",
            include_str!("../../../init/xtask.rs.txt").to_owned(),
        ),
        file(
            "tests/Cargo.toml",
            include_str!("../../../init/tests.toml.txt").to_owned(),
        ),
        file(
            "tests/documents.rs",
            include_str!("../../../init/tests.rs.txt").to_owned(),
        ),
    ]
}
