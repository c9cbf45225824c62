//! Where git is run: in a folder, and in the repository that this folder is in, also where a hook of git runs specdate.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::text;

/// What git says to its hooks about the repository that they are run for.
const GIT_DIR: &str = "GIT_DIR";
const GIT_WORK_TREE: &str = "GIT_WORK_TREE";
const GIT_INDEX_FILE: &str = "GIT_INDEX_FILE";

/// A folder, and what of the environment is another one for a git that is run there.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    directory: PathBuf,
    /// None for a variable that has to go.
    variables: Vec<(&'static str, Option<PathBuf>)>,
}

impl Place {
    /// The folder `directory`. Where git has named a repository, it has named the one that its hook is for by paths from its
    /// own folder, and without its root: what is run below that root would take its own folder for it.
    pub(super) fn new(directory: &Path) -> Self {
        let plain = Self {
            directory: directory.to_path_buf(),
            variables: Vec::new(),
        };
        let [git_dir, work_tree, index] =
            [GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE].map(std::env::var_os);
        // Who names a root as well has said everything.
        if work_tree.is_some() || (git_dir.is_none() && index.is_none()) {
            return plain;
        }
        let alone = Self {
            variables: vec![(GIT_DIR, None), (GIT_INDEX_FILE, None)],
            ..plain.clone()
        };
        let Some([found, root]) = alone.repository() else {
            return plain;
        };
        let index = index.and_then(|index| index_of(&found, &root, index));
        Self {
            variables: vec![(GIT_DIR, None), (GIT_INDEX_FILE, index)],
            ..plain
        }
    }

    /// The folder that git keeps the repository in, and the root of its files.
    fn repository(&self) -> Option<[PathBuf; 2]> {
        let asked = ["--absolute-git-dir", "--show-toplevel"].map(|what| {
            let output = self.run(&["rev-parse", what]).ok()?;
            text(&output).map(PathBuf::from)
        });
        let [found, root] = asked;
        Some([found?, root?])
    }

    pub(super) fn command(&self) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.directory)
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> io::Result<Output> {
        self.command().args(arguments).output()
    }
}

/// The index that a hook is run with, such as that of a commit of some files: none if it is that of another repository, as
/// where the hook is for the one that has this one as a submodule.
fn index_of(found: &Path, root: &Path, index: OsString) -> Option<PathBuf> {
    // Git names it from the root of the repository that the hook is for. Below another root there is no such folder.
    let index = root.join(index);
    let folder = index.parent()?.canonicalize().ok()?;
    let is_of_a_repository = folder.join("HEAD").is_file();
    let is_of_this_one = found.canonicalize().is_ok_and(|found| found == folder);
    (folder.is_dir() && (is_of_this_one || !is_of_a_repository)).then_some(index)
}
