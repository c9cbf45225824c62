//! The workspace that a command works on: its root, and the registry in it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use openapi_doc::{FileSystem, MemoryFiles};
use registry::{Api, Override, Registry, RelativePath};

use crate::commands::explain::nearest;
use crate::documents::overlay::{Overlay, has};
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Terminal, Verb};
use crate::{Invocation, output};

/// The folder of the registry file, in a workspace that is searched.
pub(crate) const REGISTRY_DIR: &str = "openapi";
/// The registry file, in its folder.
pub(crate) const REGISTRY_FILE: &str = "specdate.toml";

/// How much of a wrong id is shown.
const MAX_SHOWN: usize = 100;

/// A workspace with its registry.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The folder that all paths in messages start from.
    pub(crate) root: PathBuf,
    /// The folder of the registry file, from the root.
    pub(crate) registry_dir: String,
    pub(crate) registry: Registry,
    /// The text of the registry file, for edits.
    pub(crate) registry_text: String,
    /// Reads below the root.
    pub(crate) files: Overlay<FileSystem>,
}

impl Workspace {
    /// [`open`](Self::open) for a command that can do without: none where no registry is named and none is found.
    ///
    /// # Errors
    ///
    /// If there is a registry that cannot be read or is wrong.
    pub(crate) fn open_if_any(
        config: Option<&Path>,
        invocation: &Invocation<'_>,
        terminal: &mut Terminal<'_>,
    ) -> Result<Option<Self>, Vec<Diagnostic>> {
        let named = config.is_some() || invocation.root.is_some();
        if !named && RegistryPlace::search(&invocation.directory).is_err() {
            return Ok(None);
        }
        Self::open(config, invocation, terminal).map(Some)
    }

    /// Finds the workspace and reads its registry.
    ///
    /// # Errors
    ///
    /// If there is none, or if its registry cannot be read or is wrong: then everything that is wrong with it.
    pub(crate) fn open(
        config: Option<&Path>,
        invocation: &Invocation<'_>,
        terminal: &mut Terminal<'_>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let place = match (config, &invocation.root) {
            (Some(config), _) => RegistryPlace::named(&invocation.directory.join(config), config)?,
            (None, Some(root)) => RegistryPlace::below(root.clone()),
            (None, None) => RegistryPlace::search(&invocation.directory)?,
        };
        let RegistryPlace { root, folder, file } = place;
        let name = format!("{folder}/{file}");
        terminal.progress(Verb::Reading, &name);

        let bytes = read_bounded(&root.join(&folder).join(&file))
            .map_err(|error| vec![cannot_read(&name, &error)])?;
        let text = String::from_utf8(bytes).map_err(|error| vec![not_text(&name, &error)])?;
        let registry = parse(&name, &text)?;
        let files = FileSystem::new(&root).map_err(|error| {
            vec![Diagnostic::new(format!(
                "cannot read {}: {error}",
                root.display()
            ))]
        })?;
        Ok(Self {
            root,
            registry_dir: folder,
            registry,
            registry_text: text,
            files: Overlay {
                over: MemoryFiles::default(),
                under: files,
            },
        })
    }

    /// The workspace as it will be: with another registry, and with files that are not written yet.
    ///
    /// # Errors
    ///
    /// If the registry is wrong.
    pub(crate) fn with(
        &self,
        registry_text: String,
        files: Vec<(String, Vec<u8>)>,
    ) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self {
            root: self.root.clone(),
            registry_dir: self.registry_dir.clone(),
            registry: parse(&self.registry.file, &registry_text)?,
            registry_text,
            files: Overlay {
                over: MemoryFiles::new(files),
                under: self.files.under.clone(),
            },
        })
    }

    /// Whether there is a file of this name, from the root.
    pub(crate) fn has(&self, name: &str) -> bool {
        has(&self.files, name)
    }

    /// The API of this name, or all of them.
    ///
    /// # Errors
    ///
    /// If there is no such API: the error names those that exist.
    pub(crate) fn apis(&self, only: Option<&str>) -> Result<Vec<&Api>, Vec<Diagnostic>> {
        let Some(name) = only else {
            return Ok(self.registry.apis.values().collect());
        };
        let api = self.registry.api(name);
        api.map(|api| vec![api])
            .map_err(|error| vec![Diagnostic::new(error.to_string())])
    }

    /// Makes the file `name`, a path from the root, hold `contents`.
    ///
    /// # Errors
    ///
    /// If it cannot be written; then it is as it was.
    pub(crate) fn write(&self, name: &str, contents: &[u8]) -> Result<(), Vec<Diagnostic>> {
        let written = output::write(&self.root.join(name), contents);
        written.map(drop).map_err(|error| {
            vec![
                Diagnostic::new(format!("cannot write {name}: {error}"))
                    .help("see whether the file and its folder can be written"),
            ]
        })
    }

    /// A path of the registry, from the root.
    pub(crate) fn document_name(&self, path: &RelativePath) -> String {
        format!("{}/{path}", self.registry_dir)
    }
}

/// Reads a registry file, with what only the rules of comparisons can tell.
fn parse(name: &str, text: &str) -> Result<Registry, Vec<Diagnostic>> {
    let registry = Registry::parse(name, text).map_err(|problems| {
        problems
            .into_iter()
            .map(Diagnostic::from)
            .collect::<Vec<_>>()
    })?;
    let unknown = unknown_rules(&registry);
    if unknown.is_empty() {
        Ok(registry)
    } else {
        Err(unknown)
    }
}

/// Decisions of the registry about rules that there are not: which rules there are, the registry does not know by itself.
pub(crate) fn unknown_rules(registry: &Registry) -> Vec<Diagnostic> {
    let rules = || crate::comparing::rules().map(|rule| rule.id);
    let overrides = registry.apis.values().flat_map(|api| &api.gate.overrides);
    overrides
        .filter(|decision| !rules().any(|id| id == decision.id))
        .map(|decision| {
            let Override { id, position, .. } = decision;
            let shown: String = id.chars().take(MAX_SHOWN).collect();
            let message = format!(
                "{}:{position}: there is no rule `{shown}` [unknown-rule]",
                registry.file
            );
            Diagnostic::new(message).help(match nearest(id, rules()).first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`explain` lists all rules".to_owned(),
            })
        })
        .collect()
}

/// Where a registry file is.
struct RegistryPlace {
    root: PathBuf,
    folder: String,
    file: String,
}

impl RegistryPlace {
    fn below(root: PathBuf) -> Self {
        Self {
            root,
            folder: REGISTRY_DIR.to_owned(),
            file: REGISTRY_FILE.to_owned(),
        }
    }

    /// In `directory` or the nearest folder above it.
    fn search(directory: &Path) -> Result<Self, Vec<Diagnostic>> {
        let holds_registry =
            |folder: &&Path| folder.join(REGISTRY_DIR).join(REGISTRY_FILE).is_file();
        let root = directory.ancestors().find(holds_registry).ok_or_else(|| {
            let message = format!(
                "found no {REGISTRY_DIR}/{REGISTRY_FILE} in {} or in any folder above it",
                directory.display()
            );
            vec![Diagnostic::new(message).help(
                "change to the folder of your workspace, or name the file with `--config FILE`",
            )]
        })?;
        Ok(Self::below(root.to_path_buf()))
    }

    /// The file at `path`, which the user wrote as `written`.
    fn named(path: &Path, written: &Path) -> Result<Self, Vec<Diagnostic>> {
        let written = written.display();
        let (Some(parent), Some(file)) = (path.parent(), path.file_name()) else {
            return Err(vec![Diagnostic::new(format!(
                "`--config {written}` does not name a file"
            ))]);
        };
        let unreadable = |error: io::Error| {
            let help = format!(
                "`--config` names the registry file, such as {REGISTRY_DIR}/{REGISTRY_FILE}"
            );
            vec![cannot_read(&written.to_string(), &error).help(help)]
        };
        // A file that is not there is named before its folder is judged.
        if fs::metadata(path).map_err(unreadable)?.is_dir() {
            return Err(unreadable(io::ErrorKind::IsADirectory.into()));
        }
        let parent = fs::canonicalize(parent).map_err(unreadable)?;
        let names = (
            parent.file_name().and_then(|name| name.to_str()),
            file.to_str(),
        );
        let (Some(root), (Some(folder), Some(file))) = (parent.parent(), names) else {
            let message = format!("`--config {written}` does not stand in a folder of a workspace");
            let help =
                format!("put it into a folder such as `{REGISTRY_DIR}`, with a name in UTF-8");
            return Err(vec![Diagnostic::new(message).help(help)]);
        };
        Ok(Self {
            root: root.to_path_buf(),
            folder: folder.to_owned(),
            file: file.to_owned(),
        })
    }
}

/// The bytes of a file, and at most one more than the registry's limit, which says by itself what is too large.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(registry::MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn cannot_read(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(format!("cannot read {name}: {error}"))
}

fn not_text(name: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error
        .as_bytes()
        .get(..error.utf8_error().valid_up_to())
        .unwrap_or_default();
    let valid = String::from_utf8_lossy(valid);
    let line = valid.matches('\n').count() + 1;
    let column = valid
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    Diagnostic::new(format!("{name}:{line}:{column}: not UTF-8")).help("save the file as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_have_a_place() {
        let error = String::from_utf8(b"a = 1\n\xc3\xa9 \xff".to_vec()).unwrap_err();
        assert_eq!(
            not_text("specdate.toml", &error),
            Diagnostic::new("specdate.toml:2:3: not UTF-8").help("save the file as UTF-8")
        );
    }
}
