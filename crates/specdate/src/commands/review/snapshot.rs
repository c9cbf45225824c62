//! The workspace at one time: in the working tree, or at a revision.

use openapi_doc::{FileError, Files};
use registry::{Api, Registry, RelativePath, Version};

use crate::documents::git::{Below, Changes, Repository};
use crate::documents::overlay::has;
use crate::documents::{self, Dated, Source};
use crate::report::diagnostic::Diagnostic;
use crate::workspace::Workspace;

/// The registry and the files of one time.
pub(super) struct Snapshot {
    /// None where there was no registry yet.
    pub(super) registry: Option<Registry>,
    /// The folder of the registry file, from the root of the workspace.
    pub(super) registry_dir: String,
    /// Reads below the root of the workspace.
    pub(super) files: Box<dyn Files + Send + Sync>,
    /// The root of the workspace in the repository: empty, or with a `/` at its end.
    pub(super) folder: String,
    /// What stands before the names of files in reports.
    pub(super) prefix: String,
}

impl Snapshot {
    /// The working tree.
    pub(super) fn of_working_tree(workspace: &Workspace, repository: &Repository) -> Self {
        Self {
            registry: Some(workspace.registry.clone()),
            registry_dir: workspace.registry_dir.clone(),
            files: Box::new(workspace.files.clone()),
            folder: repository.prefix().to_owned(),
            prefix: String::new(),
        }
    }

    /// A revision, which reports call `name`. Where `changes` say that the registry file was renamed since, it is read by its
    /// older name.
    ///
    /// # Errors
    ///
    /// If its registry is wrong.
    pub(super) fn of_revision(
        workspace: &Workspace,
        repository: &Repository,
        commit: &str,
        name: &str,
        changes: Option<&Changes>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let files = repository.files(commit).map_err(|problem| vec![problem])?;
        let folder = repository.prefix();
        let now = format!("{folder}{}", workspace.registry.file);
        let then = changes
            .filter(|_| !files.has(&now))
            .and_then(|changes| changes.older_names.get(&now));
        let (folder, registry_dir, registry_name) =
            then.and_then(|then| split(then)).unwrap_or_else(|| {
                (
                    folder.to_owned(),
                    workspace.registry_dir.clone(),
                    workspace.registry.file.clone(),
                )
            });
        let mut snapshot = Self {
            registry: None,
            registry_dir,
            prefix: format!("{name}:{folder}"),
            files: Box::new(Below {
                files,
                folder: folder.clone(),
            }),
            folder,
        };
        snapshot.registry = snapshot.read_registry(&registry_name)?;
        Ok(snapshot)
    }

    fn read_registry(&self, name: &str) -> Result<Option<Registry>, Vec<Diagnostic>> {
        let shown = format!("{}{name}", self.prefix);
        let limit = u64::try_from(registry::MAX_BYTES).unwrap_or(u64::MAX);
        let wrong = |what: &dyn std::fmt::Display| {
            vec![
                Diagnostic::new(format!("cannot read {shown}: {what}"))
                    .help("compare with a revision whose registry is right: `--base REV`"),
            ]
        };
        let bytes = match self.files.read(name, limit) {
            Ok(bytes) => bytes,
            Err(FileError::NotFound) => return Ok(None),
            Err(error) => return Err(wrong(&error)),
        };
        let text = String::from_utf8(bytes).map_err(|_| wrong(&"not UTF-8"))?;
        Registry::parse(&shown, &text)
            .map(Some)
            .map_err(|problems| problems.into_iter().map(Diagnostic::from).collect())
    }

    /// The API of this name, if the registry has it.
    pub(super) fn api(&self, name: &str) -> Option<&Api> {
        self.registry.as_ref()?.apis.get(name)
    }

    /// A path of the registry, from the root of the workspace.
    pub(super) fn name(&self, path: &RelativePath) -> String {
        format!("{}/{path}", self.registry_dir)
    }

    /// Whether there is such a file.
    pub(super) fn has(&self, name: &str) -> bool {
        has(&*self.files, name)
    }

    /// Reads the document of a version, or another of its files.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub(super) fn read(
        &self,
        api: &Api,
        version: &Version,
        path: &RelativePath,
    ) -> Result<Source, Vec<Diagnostic>> {
        let name = self.name(path);
        if !self.has(&name) {
            let registry = self.registry.as_ref().map_or("", |registry| &registry.file);
            let message = format!(
                "{registry}:{}: version {} names {}{name}: no such file",
                version.position, version.date, self.prefix
            );
            return Err(vec![Diagnostic::new(message).help(
                "put the document there, or name another file by `document` in the entry",
            )]);
        }
        let dated = Dated {
            api: api.name.clone(),
            date: version.date,
        };
        let listing = documents::listing_name(api, version.date);
        let source = documents::load(&name, &*self.files, self.prefix.clone(), Some(dated))?;
        Ok(source.with_generated(&*self.files, listing.as_deref()))
    }
}

/// The folder of a workspace, that of its registry file, and the name of that file from the root of the workspace.
fn split(path: &str) -> Option<(String, String, String)> {
    let (folders, file) = path.rsplit_once('/')?;
    let (root, folder) = match folders.rsplit_once('/') {
        Some((root, folder)) => (format!("{root}/"), folder),
        None => (String::new(), folders),
    };
    Some((root, folder.to_owned(), format!("{folder}/{file}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_file_stands_in_a_folder_of_its_workspace() {
        let split = |path| split(path).map(|(root, folder, name)| [root, folder, name]);
        let expected = |parts: [&str; 3]| Some(parts.map(str::to_owned));
        assert_eq!(
            split("a/b/openapi/specdate.toml"),
            expected(["a/b/", "openapi", "openapi/specdate.toml"])
        );
        assert_eq!(
            split("openapi/specdate.toml"),
            expected(["", "openapi", "openapi/specdate.toml"])
        );
        assert_eq!(split("specdate.toml"), None);
    }
}
