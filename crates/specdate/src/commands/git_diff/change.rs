//! What git hands over about one file.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use openapi_doc::Limits;

use crate::cli::GitDiff;
use crate::input::too_large;
use crate::report::diagnostic::Diagnostic;

/// What git writes in place of the mode of a file that is not there.
const ABSENT: &str = ".";

/// One file of a diff.
pub(super) struct Change {
    pub(super) old: Side,
    pub(super) new: Side,
    /// What git says about a renaming, or nothing.
    pub(super) renaming: String,
}

/// The file before or after the change.
pub(super) struct Side {
    /// From the root of the repository.
    pub(super) path: String,
    /// None where there is no such file.
    pub(super) mode: Option<String>,
    /// Nothing where there is no such file.
    pub(super) bytes: Result<Vec<u8>, Diagnostic>,
}

impl Change {
    /// Reads both sides. None where git names nothing but the path, because of a conflict.
    pub(super) fn read(options: &GitDiff, directory: &Path) -> Option<Self> {
        let text = |value: &OsStr| value.to_string_lossy().into_owned();
        let side = |path: &OsStr, file: &OsStr, mode: &OsStr| {
            let mode = Some(text(mode)).filter(|mode| mode != ABSENT);
            Side {
                path: text(path),
                bytes: match (&mode, path.to_str()) {
                    (None, _) => Ok(Vec::new()),
                    (Some(_), Some(path)) => read(file, path, directory),
                    (Some(_), None) => {
                        let message = format!("the name {} is not UTF-8", path.display());
                        Err(Diagnostic::new(message).help("rename the file"))
                    }
                },
                mode,
            }
        };
        let GitDiff {
            path,
            old_file,
            old_hex: _,
            old_mode,
            new_file,
            new_hex: _,
            new_mode,
            new_path,
            renaming,
            patch: _,
            today: _,
        } = options;
        let new_path = new_path.as_ref().unwrap_or(path);
        Some(Self {
            old: side(path, old_file.as_ref()?, old_mode.as_ref()?),
            new: side(new_path, new_file.as_ref()?, new_mode.as_ref()?),
            renaming: renaming.as_deref().map(text).unwrap_or_default(),
        })
    }
}

/// Reads a file that git has written, or that of the working tree. Messages call it `path`.
fn read(file: &OsStr, path: &str, directory: &Path) -> Result<Vec<u8>, Diagnostic> {
    let limits = Limits::default().source;
    let most = u64::try_from(limits.max_bytes).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    // One byte more than allowed tells what is at the limit from what is above it.
    File::open(directory.join(file))
        .and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| Diagnostic::new(format!("cannot read {path}: {error}")))?;
    if bytes.len() > limits.max_bytes {
        return Err(too_large(&format!("{path}:1:1"), "the document", &limits));
    }
    Ok(bytes)
}
