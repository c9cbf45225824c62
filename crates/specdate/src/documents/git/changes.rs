//! Which files differ between a revision and the working tree, or between two revisions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Repository, said};
use crate::report::diagnostic::Diagnostic;

/// Files that differ, by their paths from the root of the repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Added, changed, removed; of a file with a new name, both names.
    pub(crate) paths: BTreeSet<String>,
    /// The older name of each file with a new one.
    pub(crate) older_names: BTreeMap<String, String>,
}

impl Repository {
    /// What differs between the commit `base` and the commit `head`, or the working tree: files that are not ignored, known
    /// to git or not.
    ///
    /// # Errors
    ///
    /// If git cannot tell.
    pub(crate) fn changes(&self, base: &str, head: Option<&str>) -> Result<Changes, Diagnostic> {
        // Every setting that changes this output is overruled.
        let mut arguments = vec![
            "diff",
            "--name-status",
            "-z",
            "--find-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-relative",
            "--ignore-submodules=all",
            "--end-of-options",
            base,
        ];
        arguments.extend(head);
        arguments.push("--");
        let mut changes = Changes::parse(&self.output(&arguments)?);
        if head.is_none() {
            let unknown = self.output(&[
                "ls-files",
                "--others",
                "--exclude-standard",
                "--full-name",
                "-z",
            ])?;
            changes.paths.extend(fields(&unknown).map(str::to_owned));
        }
        Ok(changes)
    }

    /// The files of a commit below a folder, both from the root of the repository.
    ///
    /// # Errors
    ///
    /// If git cannot tell.
    pub(crate) fn list(&self, commit: &str, folder: &str) -> Result<Vec<String>, Diagnostic> {
        let listed = self.output(&[
            "--literal-pathspecs",
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            "--full-tree",
            commit,
            "--",
            folder,
        ])?;
        Ok(fields(&listed).map(str::to_owned).collect())
    }

    /// The submodules in a folder, from the root of the repository: at a commit, or in the working tree.
    ///
    /// # Errors
    ///
    /// If git cannot tell.
    pub(crate) fn submodules(
        &self,
        commit: Option<&str>,
        folder: &str,
    ) -> Result<Vec<String>, Diagnostic> {
        let listed = match commit {
            Some(commit) => self.output(&[
                "--literal-pathspecs",
                "ls-tree",
                "-r",
                "-z",
                "--full-tree",
                commit,
                "--",
                folder,
            ])?,
            None => self.output(&[
                "ls-files",
                "--stage",
                "--full-name",
                "-z",
                "--",
                &format!(":(top,literal){folder}"),
            ])?,
        };
        // `160000 commit HASH<tab>PATH` of a tree, `160000 HASH 0<tab>PATH` of the index.
        let submodules = fields(&listed).filter(|line| line.starts_with("160000 "));
        let paths = submodules.filter_map(|line| line.split_once('\t'));
        Ok(paths.map(|(_, path)| path.to_owned()).collect())
    }

    fn output(&self, arguments: &[&str]) -> Result<Vec<u8>, Diagnostic> {
        let failed =
            |reason: String| Diagnostic::new(format!("cannot see what has changed: {reason}"));
        let output = self
            .place
            .run(arguments)
            .map_err(|error| failed(format!("cannot run git: {error}")))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(failed(said(&output)))
        }
    }
}

impl Changes {
    /// Reads what `git diff --name-status -z` prints: a letter and a path, or a letter with a number and two paths.
    fn parse(bytes: &[u8]) -> Self {
        let mut changes = Self::default();
        let mut fields = fields(bytes);
        while let Some(status) = fields.next() {
            let Some(path) = fields.next() else { break };
            changes.paths.insert(path.to_owned());
            if status.starts_with(['R', 'C']) {
                let Some(newer) = fields.next() else { break };
                changes.paths.insert(newer.to_owned());
                changes
                    .older_names
                    .insert(newer.to_owned(), path.to_owned());
            }
        }
        changes
    }
}

/// Texts that each end with a zero byte. What is not UTF-8 names no document, but keeps its place.
fn fields(bytes: &[u8]) -> impl Iterator<Item = &str> {
    bytes
        .split(|byte| *byte == 0)
        .map(|field| std::str::from_utf8(field).unwrap_or("\u{fffd}"))
        .filter(|field| !field.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_may_hold_anything() {
        let changes = Changes::parse(
            b"M\0a b.yaml\0R087\0old\n\xc3\xa9.yaml\0new.yaml\0D\0\xff\0A\0c.yaml\0",
        );
        let paths: Vec<&str> = changes.paths.iter().map(String::as_str).collect();
        assert_eq!(
            paths,
            [
                "a b.yaml",
                "c.yaml",
                "new.yaml",
                "old\n\u{e9}.yaml",
                "\u{fffd}"
            ]
        );
        let older = changes.older_names.get("new.yaml").map(String::as_str);
        assert_eq!(older, Some("old\n\u{e9}.yaml"));
        assert_eq!(Changes::parse(b""), Changes::default());
    }
}
