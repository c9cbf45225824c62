//! Generated code of a commit, held against what would be generated.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use openapi_codegen::{FileStatus, Plan};
use openapi_doc::FileError;

use super::snapshot::Snapshot;
use crate::documents::git::Repository;
use crate::report::diagnostic::Diagnostic;

/// What a plan wants against the files of a commit.
///
/// # Errors
///
/// If a file cannot be read.
pub(super) fn compare(
    plan: &Plan,
    after: &Snapshot,
    commit: &str,
    repository: &Repository,
) -> Result<Vec<FileStatus>, Vec<Diagnostic>> {
    // A plan is compared with a folder, so the files that it looks at are written to one.
    let folder = tempfile::tempdir().map_err(|error| failed("a temporary folder", &error))?;
    let mut names: BTreeSet<String> = plan.files.keys().cloned().collect();
    for generated in &plan.folders {
        let listed = repository
            .list(commit, &format!("{}{generated}/", after.folder))
            .map_err(|problem| vec![problem])?;
        let below = listed
            .iter()
            .filter_map(|path| path.strip_prefix(&after.folder));
        names.extend(below.map(str::to_owned));
    }
    for name in names {
        match after.files.read(&name, u64::MAX) {
            Ok(bytes) => {
                write(&folder.path().join(&name), &bytes).map_err(|error| failed(&name, &error))?;
            }
            Err(FileError::NotFound) => {}
            Err(error) => return Err(failed(&name, &error)),
        }
    }
    plan.compare(folder.path())
        .map_err(|error| vec![Diagnostic::new(error.to_string())])
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}

fn failed(name: &str, error: &dyn std::fmt::Display) -> Vec<Diagnostic> {
    vec![Diagnostic::new(format!("cannot compare {name}: {error}"))]
}
