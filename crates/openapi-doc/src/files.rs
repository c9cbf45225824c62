//! Where the bytes of documents come from: a trait, the file system below one folder, and memory.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// The name leads out of the folder that documents are read from.
    #[error("the file is outside of the folder that documents are read from")]
    OutsideRoot,
    /// The file has more bytes than the limit allows.
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The file could not be read for another reason.
    #[error("{0}")]
    Io(String),
}

/// Reads files by their normalised name: relative to one root, `/` between the parts, no `.` or `..` part.
pub trait Files {
    /// The bytes of the file `name`.
    ///
    /// # Errors
    ///
    /// Every [`FileError`]. An implementation stops reading after `max_bytes` and answers [`FileError::TooLarge`].
    fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError>;
}

/// Files below one folder of the file system.
///
/// Nothing outside of the folder is read: `..` parts, absolute names and names with a drive or a backslash are
/// refused, and so is a symbolic link whose target lies outside. A link whose target lies inside is followed.
#[derive(Debug, Clone)]
pub struct FileSystem {
    root: PathBuf,
}

impl FileSystem {
    /// Files below `root`.
    ///
    /// # Errors
    ///
    /// [`FileError`] if `root` is not a folder that can be read.
    pub fn new(root: &Path) -> Result<Self, FileError> {
        let root = fs::canonicalize(root).map_err(|error| io_error(&error))?;
        Ok(Self { root })
    }
}

impl Files for FileSystem {
    fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        if !is_normalised(name) {
            return Err(FileError::OutsideRoot);
        }
        // The path is resolved before it is compared, so that a link cannot lead out of the root.
        let path = fs::canonicalize(self.root.join(name)).map_err(|error| io_error(&error))?;
        if !path.starts_with(&self.root) {
            return Err(FileError::OutsideRoot);
        }
        let file = fs::File::open(&path).map_err(|error| io_error(&error))?;
        let metadata = file.metadata().map_err(|error| io_error(&error))?;
        if !metadata.is_file() {
            return Err(FileError::Io("not a regular file".to_owned()));
        }
        // Room for the whole file at once, and one byte for the read that finds its end.
        let expected = metadata.len().min(max_bytes).saturating_add(1);
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
        // One byte more than allowed tells a file at the limit from one above it, whatever the metadata say.
        file.take(max_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| io_error(&error))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > max_bytes {
            return Err(FileError::TooLarge { limit: max_bytes });
        }
        Ok(bytes)
    }
}

/// Files in memory, for tests and for documents that come from elsewhere (a revision control system, standard input).
///
/// ```
/// use openapi_doc::{Files, MemoryFiles};
///
/// let files = MemoryFiles::new([("api.yaml", "openapi: 3.0.3")]);
/// assert_eq!(files.read("api.yaml", 100).unwrap(), b"openapi: 3.0.3");
/// ```
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// The given files by name.
    pub fn new<N: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (N, B)>) -> Self {
        Self {
            files: files
                .into_iter()
                .map(|(name, bytes)| (name.into(), bytes.into()))
                .collect(),
        }
    }
}

impl Files for MemoryFiles {
    fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        let bytes = self.files.get(name).ok_or(FileError::NotFound)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > max_bytes {
            return Err(FileError::TooLarge { limit: max_bytes });
        }
        Ok(bytes.clone())
    }
}

fn io_error(error: &std::io::Error) -> FileError {
    match error.kind() {
        std::io::ErrorKind::NotFound => FileError::NotFound,
        // The text of the error names the kind, never the absolute path.
        kind => FileError::Io(kind.to_string()),
    }
}

/// Whether a name is relative, stays below its root, and has no part that means something to an operating system.
pub(crate) fn is_normalised(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['\\', '\0', ':'])
        && name
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("root")).unwrap();
        fs::write(folder.path().join("root/api.yaml"), "inside").unwrap();
        fs::write(folder.path().join("secret.yaml"), "outside").unwrap();
        folder
    }

    #[test]
    fn reads_below_the_root() {
        let folder = folder();
        let files = FileSystem::new(&folder.path().join("root")).unwrap();
        assert_eq!(files.read("api.yaml", 6), Ok(b"inside".to_vec()));
        assert_eq!(
            files.read("api.yaml", 5),
            Err(FileError::TooLarge { limit: 5 })
        );
        assert_eq!(files.read("other.yaml", 5), Err(FileError::NotFound));
    }

    #[test]
    fn refuses_to_leave_the_root() {
        let folder = folder();
        let files = FileSystem::new(&folder.path().join("root")).unwrap();
        let absolute = folder.path().join("secret.yaml").display().to_string();
        for name in [
            "../secret.yaml",
            "./../secret.yaml",
            "a/../../secret.yaml",
            "..\\secret.yaml",
            "",
            "C:x",
            absolute.as_str(),
        ] {
            assert_eq!(files.read(name, 100), Err(FileError::OutsideRoot), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn follows_links_inside_and_refuses_links_outside() {
        let folder = folder();
        let root = folder.path().join("root");
        std::os::unix::fs::symlink(root.join("api.yaml"), root.join("inside.yaml")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret.yaml"), root.join("outside.yaml"))
            .unwrap();
        let files = FileSystem::new(&root).unwrap();
        assert_eq!(files.read("inside.yaml", 100), Ok(b"inside".to_vec()));
        assert_eq!(files.read("outside.yaml", 100), Err(FileError::OutsideRoot));
    }

    #[test]
    fn refuses_a_folder() {
        let folder = folder();
        let files = FileSystem::new(folder.path()).unwrap();
        assert_eq!(
            files.read("root", 100),
            Err(FileError::Io("not a regular file".to_owned()))
        );
    }
}
