//! The two times that a review compares.

use super::snapshot::Snapshot;
use crate::cli::Review;
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
    pub(super) fn find(options: &Review, workspace: &Workspace) -> Result<Self, Vec<Diagnostic>> {
        let one = |problem: Diagnostic| vec![problem];
        let repository = Repository::open(&workspace.root).map_err(one)?;
        let head = options.head.as_deref();
        let base = repository
            .base(options.base.as_deref(), head.unwrap_or("HEAD"))
            .map_err(one)?;
        let head_commit = head.map(|head| repository.commit(head)).transpose();
        let head_commit = head_commit.map_err(one)?;
        let changes = repository
            .changes(&base.commit, head_commit.as_deref())
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
