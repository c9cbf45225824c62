//! The revision that a change is compared with.

use super::Repository;
use crate::report::diagnostic::Diagnostic;

/// Where the main branch is looked for, behind the one that `origin` says.
const MAIN_BRANCHES: [&str; 4] = ["main", "origin/main", "master", "origin/master"];
/// How many digits of a hash are shown.
const SHORT: usize = 10;
/// Makes a shallow clone, also one of a single branch, have everything.
const FETCH_ALL: &str = "git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'";

/// The revision that a change is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// The hash of the commit.
    pub(crate) commit: String,
    /// What reports call it.
    pub(crate) name: String,
    /// Why it is this one; empty where the command line says so.
    pub(crate) why: String,
}

impl Repository {
    /// The commit of `asked`; without it the commit where `head` has left the main branch.
    ///
    /// # Errors
    ///
    /// If there is none: with the command that fetches it where the repository is a shallow clone.
    pub(crate) fn base(&self, asked: Option<&str>, head: &str) -> Result<Base, Diagnostic> {
        if let Some(revision) = asked {
            return Ok(Base {
                commit: self.commit(revision)?,
                name: revision.to_owned(),
                why: String::new(),
            });
        }
        let Some(head_commit) = self.hash(&format!("{head}^{{commit}}")) else {
            return Err(if head == "HEAD" {
                Diagnostic::new("this repository has no commit that could be compared with")
                    .help("make the first commit; `check` looks at the documents as they are")
            } else {
                self.no_revision(head)
            });
        };
        let (main, tip) = self.main_branch()?;
        let Some(commit) = self.answer(&["merge-base", &head_commit, &tip]) else {
            let message = format!("`{head}` and `{main}` have no commit in common");
            return Err(Diagnostic::new(message).help(if self.is_shallow() {
                format!("this clone is shallow: run `{FETCH_ALL}` and try again")
            } else {
                "name the revision to compare with: `--base REV`".to_owned()
            }));
        };
        Ok(Base {
            name: shortened(&commit),
            why: format!("where `{head}` left `{main}`"),
            commit,
        })
    }

    /// The commit of a revision.
    ///
    /// # Errors
    ///
    /// If the repository has no such revision.
    pub(crate) fn commit(&self, revision: &str) -> Result<String, Diagnostic> {
        self.hash(&format!("{revision}^{{commit}}"))
            .ok_or_else(|| self.no_revision(revision))
    }

    /// The main branch with its commit.
    fn main_branch(&self) -> Result<(String, String), Diagnostic> {
        let of_origin = self.answer(&["symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"]);
        let of_origin = of_origin
            .as_deref()
            .and_then(|name| name.strip_prefix("refs/remotes/"));
        of_origin
            .into_iter()
            .chain(MAIN_BRANCHES)
            .find_map(|name| {
                let full = if name.starts_with("origin/") {
                    format!("refs/remotes/{name}^{{commit}}")
                } else {
                    format!("refs/heads/{name}^{{commit}}")
                };
                Some((name.to_owned(), self.hash(&full)?))
            })
            .ok_or_else(|| {
                let message = "found no main branch: no `origin/HEAD`, `main` or `master`";
                Diagnostic::new(message).help(if self.is_shallow() {
                    format!("this clone is shallow: run `{FETCH_ALL}` and try again")
                } else {
                    "name the revision to compare with: `--base REV`".to_owned()
                })
            })
    }

    fn is_shallow(&self) -> bool {
        self.answer(&["rev-parse", "--is-shallow-repository"])
            .as_deref()
            == Some("true")
    }

    /// What to say about a revision that is not there.
    pub(super) fn no_revision(&self, revision: &str) -> Diagnostic {
        let help = if self.is_shallow() {
            format!(
                "this clone is shallow: run `{}` and try again",
                fetching(revision)
            )
        } else if self
            .hash(&format!("refs/remotes/origin/{revision}^{{commit}}"))
            .is_some()
        {
            format!("there is `origin/{revision}`: name that one")
        } else {
            "see `git branch --all` and `git tag`".to_owned()
        };
        Diagnostic::new(format!("this repository has no revision `{revision}`")).help(help)
    }
}

/// The command that fetches one revision into a shallow clone.
fn fetching(revision: &str) -> String {
    let is_hash = revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_plain = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || "/._-".contains(character))
    };
    match revision.strip_prefix("origin/") {
        _ if is_hash => format!("git fetch --depth=1 origin {revision}"),
        Some(branch) if is_plain(branch) => {
            format!(
                "git fetch --depth=1 origin '+refs/heads/{branch}:refs/remotes/origin/{branch}'"
            )
        }
        None if is_plain(revision) => {
            format!("git fetch --depth=1 origin '{revision}:{revision}'")
        }
        // `HEAD~3` and the like are a matter of history.
        _ => FETCH_ALL.to_owned(),
    }
}

fn shortened(hash: &str) -> String {
    hash.chars().take(SHORT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_fetched_by_its_name() {
        let hash = "0123456789abcdef0123456789abcdef01234567";
        for (revision, command) in [
            ("main", "git fetch --depth=1 origin 'main:main'"),
            (
                "origin/release/1",
                "git fetch --depth=1 origin '+refs/heads/release/1:refs/remotes/origin/release/1'",
            ),
            (hash, &format!("git fetch --depth=1 origin {hash}")),
            ("HEAD~3", FETCH_ALL),
            ("main'; true", FETCH_ALL),
        ] {
            assert_eq!(fetching(revision), command);
        }
    }
}
