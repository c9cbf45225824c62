//! The documents of the registry, each read once.

use std::collections::BTreeSet;

use registry::{Api, Version};

use crate::documents::{Dated, Source, missing, read_version};
use crate::parallel;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;

/// An API with the documents of the dates that are not retired, from the oldest to the newest.
pub(crate) struct LoadedApi<'w> {
    pub(crate) api: &'w Api,
    pub(crate) versions: Vec<LoadedVersion<'w>>,
}

/// A date with its documents.
pub(crate) struct LoadedVersion<'w> {
    pub(crate) version: &'w Version,
    pub(crate) document: Source,
    /// The document as it was released, where the registry's file is there.
    pub(crate) released_copy: Option<Source>,
    /// The name of that file, from the root of the workspace.
    pub(crate) released_name: String,
}

impl LoadedApi<'_> {
    /// What the registry asks to compare: every older date with every newer one, and each released copy with its document.
    /// Each with the name of the base document and of the revision.
    pub(crate) fn comparisons(&self) -> Vec<([String; 2], [&Source; 2])> {
        let name =
            |loaded: &LoadedVersion<'_>| format!("{}@{}", self.api.name, loaded.version.date);
        let mut comparisons = Vec::new();
        for (index, older) in self.versions.iter().enumerate() {
            for newer in self.versions.iter().skip(index + 1) {
                let names = [name(older), name(newer)];
                comparisons.push((names, [&older.document, &newer.document]));
            }
        }
        for loaded in &self.versions {
            if let Some(copy) = &loaded.released_copy {
                let names = [loaded.released_name.clone(), name(loaded)];
                comparisons.push((names, [copy, &loaded.document]));
            }
        }
        comparisons
    }
}

/// A file to read.
struct Wanted<'w> {
    api: &'w Api,
    version: &'w Version,
    name: String,
}

/// Reads all documents of these APIs.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub(crate) fn load<'w>(
    apis: &[&'w Api],
    workspace: &'w Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<LoadedApi<'w>>, Vec<Diagnostic>> {
    let wanted = wanted(apis, workspace);
    for file in &wanted {
        terminal.progress(Verb::Reading, &file.name);
    }
    terminal.working(Verb::Reading);
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut told = BTreeSet::new();
    let mut sources = Vec::new();
    for read in parallel::map(&wanted, |file| read(file, workspace)) {
        match read {
            Ok(source) => sources.push(source),
            // A file that several documents reference is wrong for each of them.
            Err(found) => problems.extend(
                found
                    .into_iter()
                    .filter(|problem| told.insert(problem.message().to_owned())),
            ),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut sources = wanted.into_iter().zip(sources).peekable();
    Ok(apis
        .iter()
        .map(|api| LoadedApi {
            api,
            versions: api
                .supported()
                .filter_map(|version| {
                    let (_, document) = sources.next()?;
                    let released_name = workspace.document_name(&version.released_copy);
                    let released_copy = sources
                        .next_if(|(file, _)| file.name == released_name)
                        .map(|(_, source)| source);
                    Some(LoadedVersion {
                        version,
                        document,
                        released_copy,
                        released_name,
                    })
                })
                .collect(),
        })
        .collect())
}

/// The document of each date, and behind it the released copy if there is one that counts.
fn wanted<'w>(apis: &[&'w Api], workspace: &Workspace) -> Vec<Wanted<'w>> {
    let mut wanted = Vec::new();
    for api in apis {
        for version in api.supported() {
            let mut want = |name| {
                wanted.push(Wanted { api, version, name });
            };
            want(workspace.document_name(&version.document));
            let copy = workspace.document_name(&version.released_copy);
            if version.lifecycle.is_released() && workspace.has(&copy) {
                want(copy);
            }
        }
    }
    wanted
}

fn read(wanted: &Wanted<'_>, workspace: &Workspace) -> Result<Source, Vec<Diagnostic>> {
    let Wanted { api, version, name } = wanted;
    if !workspace.has(name) {
        return Err(vec![missing(workspace, version, name)]);
    }
    let dated = Dated {
        api: api.name.clone(),
        date: version.date,
    };
    read_version(name, dated, workspace)
}
