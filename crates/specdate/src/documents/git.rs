//! Documents of a revision, read through the program `git`. Nothing is checked out.

mod base;
mod changes;
mod place;

use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Output, Stdio};

use openapi_doc::{FileError, Files};

use crate::report::diagnostic::Diagnostic;

pub(crate) use base::Base;
pub(crate) use changes::Changes;
use place::Place;

/// A repository with the place that `git` is run in.
#[derive(Clone, Debug)]
pub(crate) struct Repository {
    place: Place,
    /// The folder from the root of the repository: empty, or with a `/` at its end.
    prefix: String,
}

/// The files of one revision, named from the root of the repository.
#[derive(Clone, Debug)]
pub(crate) struct RevisionFiles {
    place: Place,
    /// The tree of the revision, by its hash: what it is does not change while it is read. Empty for the index.
    tree: String,
}

impl Repository {
    /// The repository that `directory` is in.
    ///
    /// # Errors
    ///
    /// If there is none, or no program `git`.
    pub(crate) fn open(directory: &Path) -> Result<Self, Diagnostic> {
        let place = Place::new(directory);
        let output = place
            .run(&["rev-parse", "--show-prefix"])
            .map_err(|error| {
                let message = format!("cannot run git: {error}");
                Diagnostic::new(message)
                    .help("install git, or save the older document and name the file")
            })?;
        if let Some(prefix) = text(&output) {
            return Ok(Self { place, prefix });
        }
        let directory = directory.display();
        let message = format!("{directory} is in no git repository: {}", said(&output));
        Err(Diagnostic::new(message).help("change to the folder of a repository, or name files"))
    }

    /// Whether git colors diffs on a terminal.
    pub(crate) fn colors_diffs(&self) -> bool {
        let setting = ["config", "--get-colorbool", "color.diff", "true"];
        self.answer(&setting).as_deref() != Some("false")
    }

    /// The files of `revision`; an empty name stands for the index.
    ///
    /// # Errors
    ///
    /// If the repository has no such revision.
    pub(crate) fn files(&self, revision: &str) -> Result<RevisionFiles, Diagnostic> {
        let tree = if revision.is_empty() {
            String::new()
        } else {
            let object = format!("{revision}^{{tree}}");
            self.hash(&object)
                .ok_or_else(|| self.no_revision(revision))?
        };
        Ok(RevisionFiles {
            place: self.place.clone(),
            tree,
        })
    }

    /// A path as it was typed behind the colon, from the root: as for git, one that begins with `.` starts in the
    /// current folder. None if it leads out of the repository or names no file.
    pub(crate) fn path_from_root(&self, path: &str) -> Option<String> {
        let relative = path.starts_with("./") || path.starts_with("../");
        let start = if relative { self.prefix.as_str() } else { "" };
        let mut parts: Vec<&str> = Vec::new();
        for part in start.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        (!parts.is_empty()).then(|| parts.join("/"))
    }

    /// The hash of an object; none if there is no such object.
    fn hash(&self, object: &str) -> Option<String> {
        self.answer(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            object,
        ])
    }

    /// What a run of git has printed; none if it failed or printed nothing.
    fn answer(&self, arguments: &[&str]) -> Option<String> {
        let output = self.place.run(arguments).ok()?;
        text(&output).filter(|answer| !answer.is_empty())
    }

    /// The folder from the root of the repository: empty, or with a `/` at its end.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl RevisionFiles {
    /// Whether there is such a file.
    pub(crate) fn has(&self, name: &str) -> bool {
        let object = self.object(name);
        self.place
            .run(&["cat-file", "-t", &object])
            .is_ok_and(|output| text(&output).as_deref() == Some("blob"))
    }

    fn object(&self, name: &str) -> String {
        format!("{}:{name}", self.tree)
    }
}

impl Files for RevisionFiles {
    fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        let failed = |error: io::Error| FileError::Io(error.kind().to_string());
        let mut child = self
            .place
            .command()
            .args(["cat-file", "blob", &self.object(name)])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let mut bytes = Vec::new();
        let read = child.stdout.take().map_or(Ok(0), |stdout| {
            // One byte more than allowed tells a file at the limit from one above it.
            stdout
                .take(max_bytes.saturating_add(1))
                .read_to_end(&mut bytes)
        });
        // With the pipe closed, git ends also where there is more to write.
        let status = child.wait().map_err(failed)?;
        read.map_err(failed)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > max_bytes {
            return Err(FileError::TooLarge { limit: max_bytes });
        }
        if !status.success() {
            return Err(FileError::NotFound);
        }
        Ok(bytes)
    }
}

/// The files of a revision that stand below one folder, named from there.
#[derive(Clone, Debug)]
pub(crate) struct Below {
    pub(crate) files: RevisionFiles,
    /// Empty, or with a `/` at its end.
    pub(crate) folder: String,
}

impl Files for Below {
    fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        self.files
            .read(&format!("{}{name}", self.folder), max_bytes)
    }
}

/// What a run that succeeded has printed, without its line end.
fn text(output: &Output) -> Option<String> {
    let text = output.status.success().then_some(&output.stdout)?;
    let text = std::str::from_utf8(text).ok()?;
    Some(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// The first line of what git says about a failure.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_root_unless_they_begin_with_a_dot() {
        let repository = Repository {
            place: Place::default(),
            prefix: "api/v1/".to_owned(),
        };
        for (typed, expected) in [
            ("a.yaml", Some("a.yaml")),
            ("api//a.yaml", Some("api/a.yaml")),
            ("./a.yaml", Some("api/v1/a.yaml")),
            ("../a.yaml", Some("api/a.yaml")),
            ("../../../a.yaml", None),
            ("a/../../b.yaml", None),
            ("", None),
        ] {
            assert_eq!(
                repository.path_from_root(typed).as_deref(),
                expected,
                "{typed}"
            );
        }
    }
}
