//! The files of the workspace that are ours: what git tracks or would track, or without git what a walk finds.

use std::path::{Path, PathBuf};
use std::process::Command;

use specdate_tests::root;

/// Every file that git tracks or would add, by path from the workspace's root, sorted; `None` where git or the
/// repository is absent.
pub(crate) fn known_to_git() -> Option<Vec<String>> {
    let root = root();
    // A copy inside another repository is not ours to ask about.
    if !root.join(".git").exists() {
        return None;
    }
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(&root)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let listed = String::from_utf8(output.stdout).expect("file names of this workspace are UTF-8");
    let mut files: Vec<String> = listed
        .split('\0')
        // A file that was deleted and not yet committed is still listed.
        .filter(|path| !path.is_empty() && root.join(path).symlink_metadata().is_ok())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    Some(files)
}

/// The files of the workspace that can be read, by path from its root, sorted: a link to a folder, or to nothing, has
/// no text to judge.
pub(crate) fn all() -> Vec<String> {
    let root = root();
    let mut files = known_to_git().unwrap_or_else(|| {
        let mut files = Vec::new();
        let mut folders: Vec<PathBuf> = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap_or_default();
                if name == ".git" || name == "target" {
                } else if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(with_slashes(path.strip_prefix(&root).unwrap()));
                }
            }
        }
        files.sort();
        files
    });
    files.retain(|path| root.join(path).is_file());
    files
}

/// The bytes of a file of the workspace.
pub(crate) fn read(path: &str) -> Vec<u8> {
    std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text of a file of the workspace; what is no UTF-8 is replaced.
pub(crate) fn text(path: &str) -> String {
    String::from_utf8_lossy(&read(path)).into_owned()
}

fn with_slashes(path: &Path) -> String {
    path.iter()
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
