//! Several files that are written together, or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use openapi_codegen::{FileStatus, Plan, Status};

use crate::output;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Terminal, Verb};

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The file, from the root.
    pub(crate) name: String,
    /// What it holds then; none if it goes.
    pub(crate) contents: Option<Vec<u8>>,
}

/// What makes the files of a client as planned.
pub(crate) fn of_plan(plan: &Plan, statuses: &[FileStatus]) -> Vec<Change> {
    let changed = statuses
        .iter()
        .filter(|status| status.status != Status::Fresh);
    changed
        .map(|FileStatus { path, .. }| Change {
            name: path.clone(),
            contents: plan.files.get(path).map(|text| text.clone().into_bytes()),
        })
        .collect()
}

/// The changes that change something.
pub(crate) fn needed(root: &Path, changes: Vec<Change>) -> Vec<Change> {
    changes
        .into_iter()
        .filter(|change| fs::read(root.join(&change.name)).ok() != change.contents)
        .collect()
}

/// Makes all changes, each file at once. If one fails, those before it are taken back.
///
/// # Errors
///
/// If a file cannot be written or removed: then all are as they were, or the error names those that are not.
pub(crate) fn commit(
    root: &Path,
    changes: &[Change],
    terminal: &mut Terminal<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let mut done = Vec::new();
    for change in changes {
        let verb = if change.contents.is_some() {
            Verb::Writing
        } else {
            Verb::Removing
        };
        terminal.progress(verb, &change.name);
        match Done::make(root, change) {
            Ok(made) => done.push(made),
            Err(error) => {
                let message = format!("cannot write {}: {error}", change.name);
                let lost: Vec<String> = done
                    .into_iter()
                    .rev()
                    .filter_map(|made: Done<'_>| made.take_back().err())
                    .collect();
                let help = if lost.is_empty() {
                    "all files are as they were; see whether this one can be written".to_owned()
                } else {
                    format!("these could not be taken back: {}", lost.join(", "))
                };
                return Err(vec![Diagnostic::new(message).help(help)]);
            }
        }
    }
    Ok(())
}

/// A change that was made, with what takes it back.
struct Done<'c> {
    name: &'c str,
    path: PathBuf,
    /// What the file held; none if there was none.
    before: Option<Vec<u8>>,
    /// The folders that were made for it, the outermost first.
    folders: Vec<PathBuf>,
}

impl<'c> Done<'c> {
    fn make(root: &Path, Change { name, contents }: &'c Change) -> io::Result<Self> {
        let path = root.join(name);
        let before = match fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let folder = path.parent().unwrap_or(root);
        let mut folders: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|folder| !folder.exists())
            .map(Path::to_path_buf)
            .collect();
        folders.reverse();
        let done = Self {
            name,
            path,
            before,
            folders,
        };
        let made = match contents {
            Some(contents) => done
                .make_folders()
                .and_then(|()| output::write(&done.path, contents).map(drop)),
            None => fs::remove_file(&done.path),
        };
        if let Err(error) = made {
            // The file itself is as it was, but folders may have been made.
            done.remove_folders();
            return Err(error);
        }
        Ok(done)
    }

    fn make_folders(&self) -> io::Result<()> {
        self.folders.iter().try_for_each(fs::create_dir)
    }

    fn remove_folders(&self) {
        for folder in self.folders.iter().rev() {
            // One that somebody has put something into meanwhile stays.
            let _ = fs::remove_dir(folder);
        }
    }

    /// Makes the file as it was, or names it.
    fn take_back(self) -> Result<(), String> {
        let taken_back = match &self.before {
            Some(before) => output::write(&self.path, before).map(drop),
            None => fs::remove_file(&self.path),
        };
        self.remove_folders();
        taken_back.map_err(|error| format!("{} ({error})", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AutoColor;

    fn change(name: &str, contents: Option<&str>) -> Change {
        Change {
            name: name.to_owned(),
            contents: contents.map(|text| text.as_bytes().to_vec()),
        }
    }

    fn commit_all(root: &Path, changes: &[Change]) -> Result<(), Vec<Diagnostic>> {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
        commit(root, changes, &mut terminal)
    }

    #[test]
    fn all_changes_are_made_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("old"), "old").unwrap();
        fs::write(root.join("gone"), "gone").unwrap();
        fs::create_dir(root.join("folder")).unwrap();
        let mut changes = vec![
            change("old", Some("new")),
            change("gone", None),
            change("a/b/new", Some("new")),
            // Where a folder stands no file can be written.
            change("folder", Some("new")),
        ];
        let error = commit_all(root, &changes).unwrap_err();
        assert!(error[0].message().starts_with("cannot write folder: "));
        assert_eq!(fs::read_to_string(root.join("old")).unwrap(), "old");
        assert_eq!(fs::read_to_string(root.join("gone")).unwrap(), "gone");
        assert!(!root.join("a").exists());

        changes.pop();
        commit_all(root, &changes).unwrap();
        assert_eq!(fs::read_to_string(root.join("old")).unwrap(), "new");
        assert!(!root.join("gone").exists());
        assert_eq!(fs::read_to_string(root.join("a/b/new")).unwrap(), "new");
    }
}
