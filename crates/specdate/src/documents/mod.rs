//! The documents of a comparison: where they come from, and which version of which API they are.

mod argument;
pub(crate) mod git;
mod listing;
pub(crate) mod overlay;
pub(crate) mod render;
pub(crate) mod tree;

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::thread;

use openapi_doc::{Document, FileSystem, Files, Limits, MemoryFiles, Problem};
use registry::{Api, ApiName, Version, VersionDate};

use crate::input::too_large;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;
use argument::Argument;
use git::Repository;
pub(crate) use listing::{Generated, listing_name};
use overlay::Overlay;

/// What standard input is called.
const STDIN: &str = "<stdin>";

/// Where documents are looked for.
pub(crate) struct Places<'w> {
    /// Where relative paths start.
    pub(crate) directory: &'w Path,
    /// None outside of a workspace.
    pub(crate) workspace: Option<&'w Workspace>,
}

/// A version of an API in the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) api: ApiName,
    pub(crate) date: VersionDate,
}

/// A document that was read.
pub(crate) struct Source {
    pub(crate) document: Document,
    /// Which version it is, if the registry says so.
    pub(crate) version: Option<Dated>,
    /// The surface of the client that was generated from it, if that is there.
    pub(crate) generated: Option<Generated>,
    /// What stands before the names of its files: a revision and a colon, or a folder.
    prefix: String,
}

impl Source {
    /// The document with the surface of its client, which `listing` names in `files`.
    pub(crate) fn with_generated(mut self, files: &dyn Files, listing: Option<&str>) -> Self {
        self.generated =
            listing.and_then(|name| listing::generated(&self.document, files, name, &self.prefix));
        self
    }

    /// The name by which the user finds a file of the document.
    pub(crate) fn shown(&self, file: &str) -> String {
        format!("{}{file}", self.prefix)
    }
}

/// A document that was found.
struct Found {
    /// Its name for `files`.
    entry: String,
    files: Box<dyn Files + Send>,
    prefix: String,
    version: Option<Dated>,
    /// The name for `files` of the listing that belongs to it.
    listing: Option<String>,
}

/// Reads a document that the registry names: that of a version, or its released copy.
///
/// # Errors
///
/// Everything that is wrong with it.
pub(crate) fn read_version(
    name: &str,
    version: Dated,
    workspace: &Workspace,
) -> Result<Source, Vec<Diagnostic>> {
    let listing = listing_of(workspace, &version);
    let source = load(name, &workspace.files, String::new(), Some(version))?;
    Ok(source.with_generated(&workspace.files, listing.as_deref()))
}

/// Where the surface for a version is listed, from the root of the workspace.
fn listing_of(workspace: &Workspace, version: &Dated) -> Option<String> {
    let api = workspace.registry.apis.get(&version.api)?;
    listing_name(api, version.date)
}

/// Reads the document `entry` of `files`. `prefix` stands before the names of its files in messages and reports.
///
/// # Errors
///
/// Everything that is wrong with it.
pub(crate) fn load(
    entry: &str,
    files: &dyn Files,
    prefix: String,
    version: Option<Dated>,
) -> Result<Source, Vec<Diagnostic>> {
    match openapi_doc::load(entry, files, &Limits::default()) {
        Ok(document) => Ok(Source {
            document,
            version,
            generated: None,
            prefix,
        }),
        Err(problems) => Err(problems
            .into_iter()
            .map(|mut problem: Problem| {
                problem.location.file = format!("{prefix}{}", problem.location.file);
                problem.into()
            })
            .collect()),
    }
}

/// What to say about a version whose document is not there.
pub(crate) fn missing(workspace: &Workspace, version: &Version, name: &str) -> Diagnostic {
    let message = format!(
        "{}:{}: version {} names {name}: no such file",
        workspace.registry.file, version.position, version.date
    );
    Diagnostic::new(message)
        .help("put the document there, or name another file by `document` in the entry")
}

/// Whether one of them can only be read with a registry.
///
/// # Errors
///
/// Each of the two that means nothing.
pub(crate) fn need_registry(pair: [&str; 2], directory: &Path) -> Result<bool, Vec<Diagnostic>> {
    let [base, revision] = parse(pair, directory)?;
    let is_version = |argument| matches!(argument, Argument::Version { .. });
    Ok(is_version(base) || is_version(revision))
}

/// Reads both.
///
/// # Errors
///
/// Everything that is wrong with either.
pub(crate) fn read(
    pair: [&str; 2],
    places: &Places<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<[Source; 2], Vec<Diagnostic>> {
    let [base, revision] = parse(pair, places.directory)?;
    if (base, revision) == (Argument::Stdin, Argument::Stdin) {
        let message = "`-` stands for both documents, and standard input can be read only once";
        return Err(vec![
            Diagnostic::new(message).help("name a file for one of them"),
        ]);
    }
    let [base, revision] = both([places.find(base, terminal), places.find(revision, terminal)])
        .map_err(|problems| problems.into_iter().collect::<Vec<_>>())?;
    for found in [&base, &revision] {
        terminal.progress(Verb::Reading, format!("{}{}", found.prefix, found.entry));
    }
    terminal.working(Verb::Reading);
    // Reading is most of the work where little has changed.
    let pair = thread::scope(|scope| {
        let other = scope.spawn(|| base.load());
        let revision = revision.load();
        let base = other
            .join()
            .unwrap_or_else(|_| Err(vec![Diagnostic::new("reading the base document failed")]));
        [base, revision]
    });
    both(pair).map_err(|problems| problems.into_iter().flatten().collect())
}

/// Reads the document in a file.
///
/// # Errors
///
/// Everything that is wrong with it.
pub(crate) fn read_file(path: &str, places: &Places<'_>) -> Result<Source, Vec<Diagnostic>> {
    places
        .file(path)
        .map_err(|problem| vec![problem])
        .and_then(Found::load)
}

/// Reads a document that is at hand, whatever stands under its name. `path` and what the document references are named from
/// `places.directory`; the latter is read from there.
///
/// # Errors
///
/// Everything that is wrong with it.
pub(crate) fn read_bytes(
    path: &str,
    bytes: Vec<u8>,
    prefix: String,
    places: &Places<'_>,
) -> Result<Source, Vec<Diagnostic>> {
    let version = places.workspace.and_then(|workspace| {
        let top = fs::canonicalize(places.directory).ok()?;
        let root = fs::canonicalize(&workspace.root).ok()?;
        let below = top.join(path);
        let name = below.strip_prefix(&root).ok()?.to_str()?;
        dated(workspace, &name.replace(std::path::MAIN_SEPARATOR, "/"))
    });
    let files = Overlay {
        over: MemoryFiles::new([(path, bytes)]),
        under: file_system(places.directory).map_err(|problem| vec![problem])?,
    };
    load(path, &files, prefix, version)
}

fn parse<'a>(pair: [&'a str; 2], directory: &Path) -> Result<[Argument<'a>; 2], Vec<Diagnostic>> {
    both(pair.map(|text| Argument::parse(text, directory)))
}

/// Both, or what is wrong with either.
fn both<T, E>(pair: [Result<T, E>; 2]) -> Result<[T; 2], Vec<E>> {
    match pair {
        [Ok(base), Ok(revision)] => Ok([base, revision]),
        [base, revision] => Err([base.err(), revision.err()].into_iter().flatten().collect()),
    }
}

impl Found {
    fn load(self) -> Result<Source, Vec<Diagnostic>> {
        let Self {
            entry,
            files,
            prefix,
            version,
            listing,
        } = self;
        let source = load(&entry, &*files, prefix, version)?;
        Ok(source.with_generated(&*files, listing.as_deref()))
    }
}

impl Places<'_> {
    fn find(
        &self,
        argument: Argument<'_>,
        terminal: &mut Terminal<'_>,
    ) -> Result<Found, Diagnostic> {
        match argument {
            Argument::Stdin => self.stdin(terminal),
            Argument::File(path) => self.file(path),
            Argument::Version { api, date } => self.version(api, date),
            Argument::Revision { revision, path } => self.revision(revision, path),
        }
    }

    /// A document from standard input; what it references is read from the current folder.
    fn stdin(&self, terminal: &mut Terminal<'_>) -> Result<Found, Diagnostic> {
        let limits = Limits::default().source;
        let most = u64::try_from(limits.max_bytes).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        if let Some(stdin) = terminal.input.take() {
            // One byte more than allowed tells what is at the limit from what is above it.
            stdin
                .take(most.saturating_add(1))
                .read_to_end(&mut bytes)
                .map_err(|error| Diagnostic::new(format!("cannot read {STDIN}: {error}")))?;
        }
        if bytes.len() > limits.max_bytes {
            return Err(too_large(&format!("{STDIN}:1:1"), "the document", &limits));
        }
        let files = Overlay {
            over: MemoryFiles::new([(STDIN, bytes)]),
            under: file_system(self.directory)?,
        };
        Ok(Found {
            entry: STDIN.to_owned(),
            files: Box::new(files),
            prefix: String::new(),
            version: None,
            listing: None,
        })
    }

    /// A file. What it references may stand anywhere in the workspace or, outside of one, in the current folder.
    fn file(&self, path: &str) -> Result<Found, Diagnostic> {
        let unreadable =
            |error: &dyn std::fmt::Display| Diagnostic::new(format!("cannot read {path}: {error}"));
        let target =
            fs::canonicalize(self.directory.join(path)).map_err(|error| unreadable(&error))?;
        if target.is_dir() {
            return Err(unreadable(&"is a directory").help("name the file of a document"));
        }
        // A file outside of both is called as it was typed: two files of one name are two.
        let typed = path.rsplit_once(['/', std::path::MAIN_SEPARATOR]);
        let folder = typed.map_or_else(String::new, |(folder, _)| format!("{folder}/"));
        let roots = [
            (self.workspace.map(|workspace| workspace.root.as_path()), ""),
            (Some(self.directory), ""),
            (target.parent(), folder.as_str()),
        ];
        let below = |(root, prefix): (Option<&Path>, &str)| {
            let root = fs::canonicalize(root?).ok()?;
            let name = target.strip_prefix(&root).ok()?.to_str()?;
            let name = name.replace(std::path::MAIN_SEPARATOR, "/");
            Some((root, name, prefix.to_owned()))
        };
        let (root, entry, prefix) = roots
            .into_iter()
            .find_map(below)
            .ok_or_else(|| unreadable(&"its name is not UTF-8").help("rename the file"))?;
        if entry.contains(['\\', ':']) {
            return Err(unreadable(&"its name has a `\\` or `:`").help("rename the file"));
        }
        let version = self
            .workspace
            .filter(|workspace| fs::canonicalize(&workspace.root).is_ok_and(|top| top == root))
            .and_then(|workspace| dated(workspace, &entry));
        let listing = self.listing(version.as_ref());
        Ok(Found {
            files: Box::new(file_system(&root)?),
            entry,
            prefix,
            version,
            listing,
        })
    }

    fn version(&self, api: &str, date: &str) -> Result<Found, Diagnostic> {
        let workspace = self.workspace.ok_or_else(|| {
            Diagnostic::new(format!("`{api}@{date}` needs a registry"))
                .help("name the registry file with `--config FILE`")
        })?;
        let unknown =
            |error: &dyn std::fmt::Display| Diagnostic::new(format!("`{api}@{date}`: {error}"));
        let entry = workspace
            .registry
            .api(api)
            .map_err(|error| unknown(&error))?;
        let date: VersionDate = date.parse().map_err(|error| unknown(&error))?;
        let version = entry.version(&date).map_err(|error| unknown(&error))?;
        let name = workspace.document_name(&version.document);
        if !workspace.root.join(&name).exists() {
            return Err(missing(workspace, version, &name));
        }
        Ok(Found {
            entry: name,
            files: Box::new(workspace.files.clone()),
            prefix: String::new(),
            version: Some(Dated {
                api: entry.name.clone(),
                date,
            }),
            listing: listing_name(entry, date),
        })
    }

    /// Where the surface for a version is listed, from the root of the workspace.
    fn listing(&self, version: Option<&Dated>) -> Option<String> {
        listing_of(self.workspace?, version?)
    }

    fn revision(&self, revision: &str, path: &str) -> Result<Found, Diagnostic> {
        let repository = Repository::open(self.directory)?;
        let files = repository.files(revision)?;
        let entry = repository.path_from_root(path).ok_or_else(|| {
            Diagnostic::new(format!(
                "`{revision}:{path}` names no file of the repository"
            ))
            .help("write the path from the root of the repository, or from here with `./`")
        })?;
        if !files.has(&entry) {
            let here = format!("{}{entry}", repository.prefix());
            let help = if files.has(&here) {
                format!(
                    "paths start at the root of the repository: write `{revision}:{here}` or `{revision}:./{entry}`"
                )
            } else if revision.is_empty() {
                "see `git ls-files` for what is staged".to_owned()
            } else {
                format!("see `git ls-tree -r --name-only {revision}` for what it has")
            };
            let whose = if revision.is_empty() {
                "the index".to_owned()
            } else {
                format!("the revision `{revision}`")
            };
            return Err(Diagnostic::new(format!("{whose} has no file {entry}")).help(help));
        }
        // Where the workspace stands in the repository.
        let top = self
            .workspace
            .and_then(|workspace| Repository::open(&workspace.root).ok());
        let folder = top.as_ref().map_or("", Repository::prefix);
        let version = self
            .workspace
            .filter(|_| top.is_some())
            .and_then(|workspace| dated(workspace, entry.strip_prefix(folder)?));
        let listing = self.listing(version.as_ref());
        Ok(Found {
            files: Box::new(files),
            entry,
            prefix: format!("{revision}:"),
            version,
            listing: listing.map(|name| format!("{folder}{name}")),
        })
    }
}

/// The version whose document, or whose released copy, has this name from the root of the workspace.
fn dated(workspace: &Workspace, name: &str) -> Option<Dated> {
    let versions = |api: &Api| -> Option<Dated> {
        let version = api.versions.iter().find(|version| {
            [&version.document, &version.released_copy]
                .iter()
                .any(|path| workspace.document_name(path) == name)
        })?;
        Some(Dated {
            api: api.name.clone(),
            date: version.date,
        })
    };
    workspace.registry.apis.values().find_map(versions)
}

fn file_system(root: &Path) -> Result<FileSystem, Diagnostic> {
    FileSystem::new(root)
        .map_err(|error| Diagnostic::new(format!("cannot read {}: {error}", root.display())))
}
