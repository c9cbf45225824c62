//! The files that generation wants, against the files that are there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::header::is_generated;

/// Temporary files start with this; a run that was killed leaves some, the next one removes them.
const TEMPORARY_PREFIX: &str = ".specdate-";

/// What generation wants to stand in the workspace, in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// File contents by path from the workspace's root, with forward slashes.
    pub files: BTreeMap<String, String>,
    /// Folders in which a generated file that is not in `files` is left over and goes.
    pub folders: Vec<String>,
}

/// What a file needs to be as planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is as planned.
    Fresh,
    /// It is there, with other contents.
    Stale,
    /// It is not there.
    Missing,
    /// It is there, was generated once and is wanted no more.
    LeftOver,
}

/// One file's comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStatus {
    /// Path from the workspace's root.
    pub path: String,
    /// How it compares.
    pub status: Status,
    /// A unified diff from what is there to what is planned; empty where nothing differs.
    pub diff: String,
}

/// A file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {path}: {source}")]
pub struct FileError {
    /// `read` or `write` or `remove`.
    pub action: &'static str,
    /// Path from the workspace's root.
    pub path: String,
    /// What the system says.
    #[source]
    pub source: io::Error,
}

impl Plan {
    /// Compares the plan with the files below `root`, without touching any.
    ///
    /// # Errors
    /// When a file or folder cannot be read.
    pub fn compare(&self, root: &Path) -> Result<Vec<FileStatus>, FileError> {
        let mut statuses = Vec::new();
        for (path, wanted) in &self.files {
            statuses.push(compare_file(
                path,
                wanted,
                read_if_present(root, path)?.as_deref(),
            ));
        }
        for path in self.left_over(root)? {
            let present = read_if_present(root, &path)?.unwrap_or_default();
            let diff = unified_diff(&path, &present, "");
            statuses.push(FileStatus {
                path,
                status: Status::LeftOver,
                diff,
            });
        }
        statuses.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(statuses)
    }

    /// Makes the files below `root` as planned and says what each one needed.
    ///
    /// Every new content is first written whole to a temporary file beside its target and flushed to the
    /// disk; only then are the files renamed into place. A run that is killed before that leaves the old
    /// tree, and no file is ever half written. Files that are as planned are not touched, so their
    /// modification time stays and cargo does not rebuild.
    ///
    /// # Errors
    /// When a file cannot be read, written or removed; files not yet renamed stay as they were.
    pub fn write(&self, root: &Path) -> Result<Vec<FileStatus>, FileError> {
        let statuses = self.compare(root)?;
        self.remove_temporary_files(root)?;
        let mut staged = Vec::new();
        for status in &statuses {
            if let (Status::Stale | Status::Missing, Some(contents)) =
                (status.status, self.files.get(&status.path))
            {
                let file_error = |source| FileError {
                    action: "write",
                    path: status.path.clone(),
                    source,
                };
                staged.push((
                    stage(root, &status.path, contents).map_err(file_error)?,
                    status,
                ));
            }
        }
        for (file, status) in staged {
            file.persist(root.join(&status.path))
                .map_err(|error| FileError {
                    action: "write",
                    path: status.path.clone(),
                    source: error.error,
                })?;
        }
        for status in statuses
            .iter()
            .filter(|status| status.status == Status::LeftOver)
        {
            std::fs::remove_file(root.join(&status.path)).map_err(|source| FileError {
                action: "remove",
                path: status.path.clone(),
                source,
            })?;
        }
        Ok(statuses)
    }

    fn left_over(&self, root: &Path) -> Result<Vec<String>, FileError> {
        let mut found = Vec::new();
        for (path, name) in folder_files(root, &self.folders)? {
            if self.files.contains_key(&path) || name.starts_with(TEMPORARY_PREFIX) {
                continue;
            }
            if read_if_present(root, &path)?.is_some_and(|text| is_generated(&text)) {
                found.push(path);
            }
        }
        Ok(found)
    }

    fn remove_temporary_files(&self, root: &Path) -> Result<(), FileError> {
        // Temporary files stand beside their targets, the manifest's outside of the generated folder.
        let parents = self
            .files
            .keys()
            .filter_map(|path| Some(path.rsplit_once('/')?.0.to_owned()));
        let folders: BTreeSet<String> = self.folders.iter().cloned().chain(parents).collect();
        for (path, name) in folder_files(root, &folders)? {
            if name.starts_with(TEMPORARY_PREFIX) {
                std::fs::remove_file(root.join(&path)).map_err(|source| FileError {
                    action: "remove",
                    path,
                    source,
                })?;
            }
        }
        Ok(())
    }
}

/// The files in these folders, as path from the root and file name.
fn folder_files<'f>(
    root: &Path,
    folders: impl IntoIterator<Item = &'f String>,
) -> Result<Vec<(String, String)>, FileError> {
    let mut files = Vec::new();
    for folder in folders {
        let entries = match std::fs::read_dir(root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(source) => {
                return Err(FileError {
                    action: "read",
                    path: folder.clone(),
                    source,
                });
            }
        };
        for entry in entries {
            let entry = entry.map_err(|source| FileError {
                action: "read",
                path: folder.clone(),
                source,
            })?;
            if let Ok(name) = entry.file_name().into_string()
                && entry.path().is_file()
            {
                files.push((format!("{folder}/{name}"), name));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn compare_file(path: &str, wanted: &str, present: Option<&str>) -> FileStatus {
    let status = match present {
        None => Status::Missing,
        // git may have checked the file out with Windows line ends; that is not staleness.
        Some(present) if present == wanted || present.replace("\r\n", "\n") == wanted => {
            Status::Fresh
        }
        Some(_) => Status::Stale,
    };
    let diff = match status {
        Status::Fresh => String::new(),
        _ => unified_diff(path, present.unwrap_or_default(), wanted),
    };
    FileStatus {
        path: path.to_owned(),
        status,
        diff,
    }
}

fn unified_diff(path: &str, present: &str, wanted: &str) -> String {
    TextDiff::from_lines(present, wanted)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}

fn read_if_present(root: &Path, path: &str) -> Result<Option<String>, FileError> {
    match std::fs::read_to_string(root.join(path)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // Not text: somebody else's bytes, to be replaced like any other difference.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Some(String::new())),
        Err(source) => Err(FileError {
            action: "read",
            path: path.to_owned(),
            source,
        }),
    }
}

fn stage(root: &Path, path: &str, contents: &str) -> io::Result<tempfile::NamedTempFile> {
    let target = root.join(path);
    let folder = target
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    std::fs::create_dir_all(&folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(".tmp");
    #[cfg(unix)]
    {
        // Temporary files are private by default; a source file is as readable as its neighbors.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(contents.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}
