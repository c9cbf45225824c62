//! The two times that a review compares.

use super::snapshot::Snapshot;
use crate::documents::git::{Base, Changes, Repository};
use crate::report::diagnostic::Diagnostic;
use crate::workspace::{Workspace, unknown_rules};

/// Both times of a review, and what differs between them.
pub(super) struct Scope {
    pub(super) base: Base,
    /// The commit that is reviewed; none for the working tree.
    pub(super) head_commit: Option<String>,
    pub(super) before: Snapshot,
    pub(super) after: Snapshot,
    pub(super) changes: Changes,
    pub(super) repository: Repository,
}

impl Scope {
    /// Finds both times and what differs.
    ///
    /// # Errors
    ///
    /// If there is no base, no such head, or a registry is wrong.
    pub(super) fn find(
        base: Option<&str>,
        head: Option<&str>,
        workspace: &Workspace,
    ) -> Result<Self, Vec<Diagnostic>> {
        let one = |problem: Diagnostic| vec![problem];
        let repository = Repository::open(&workspace.root).map_err(one)?;
        let base = repository.base(base, head.unwrap_or("HEAD")).map_err(one)?;
        let head_commit = head.map(|head| repository.commit(head)).transpose();
        let head_commit = head_commit.map_err(one)?;
        let changes = repository
            .changes(&base.commit, head_commit.as_deref())
            .map_err(one)?;
        refuse_submodules(&repository, &base.commit, head_commit.as_deref(), workspace)
            .map_err(one)?;
        let after = match (&head_commit, head) {
            (Some(commit), Some(head)) => {
                Snapshot::of_revision(workspace, &repository, commit, head, None)?
            }
            _ => Snapshot::of_working_tree(workspace, &repository),
        };
        // The registry of the base is as it is; that of the head decides what passes.
        let unknown = after.registry.as_ref().map(unknown_rules);
        if let Some(unknown) = unknown.filter(|unknown| !unknown.is_empty()) {
            return Err(unknown);
        }
        let before = Snapshot::of_revision(
            workspace,
            &repository,
            &base.commit,
            &base.name,
            Some(&changes),
        )?;
        Ok(Self {
            base,
            head_commit,
            before,
            after,
            changes,
            repository,
        })
    }
}

/// Refuses documents whose history this repository does not have: without their state at the base each would look like a new
/// one, which may break anything.
fn refuse_submodules(
    repository: &Repository,
    base: &str,
    head: Option<&str>,
    workspace: &Workspace,
) -> Result<(), Diagnostic> {
    let prefix = repository.prefix();
    let folder = format!("{prefix}{}", workspace.registry_dir);
    let mut submodules = repository.submodules(Some(base), &folder)?;
    submodules.extend(repository.submodules(head, &folder)?);
    let is_in = |name: &str, submodule: &str| {
        let below = name.strip_prefix(submodule);
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let versions = workspace.registry.apis.values();
    let versions = versions.flat_map(|api| &api.versions);
    let documents = versions.flat_map(|version| [&version.document, &version.released_copy]);
    let mut names: Vec<String> = documents
        .map(|path| format!("{prefix}{}", workspace.document_name(path)))
        .collect();
    names.push(format!("{prefix}{}", workspace.registry.file));
    let found = submodules
        .iter()
        .find(|submodule| names.iter().any(|name| is_in(name, submodule)));
    match found {
        None => Ok(()),
        Some(submodule) => {
            let message = format!(
                "{submodule} is a submodule, and this repository does not have the history of the documents in it"
            );
            Err(Diagnostic::new(message).help(
                "keep registry, documents and client in one repository; `check` looks at the documents as they are, and `diff` compares any two",
            ))
        }
    }
}
