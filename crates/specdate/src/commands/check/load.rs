//! The documents of the registry, each read once.

use std::collections::BTreeSet;

use registry::{Api, Version};

use crate::documents::{Dated, Source, missing, read_version};
use crate::parallel;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;

/// An API with the documents of the dates that are not retired, from the oldest to the newest.
pub(super) struct LoadedApi<'w> {
    pub(super) api: &'w Api,
    pub(super) versions: Vec<LoadedVersion<'w>>,
}

/// A date with its documents.
pub(super) struct LoadedVersion<'w> {
    pub(super) version: &'w Version,
    pub(super) document: Source,
    /// The document as it was released, where the registry's file is there.
    pub(super) released_copy: Option<Source>,
    /// The name of that file, from the root of the workspace.
    pub(super) released_name: String,
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
pub(super) fn load<'w>(
    apis: &[&'w Api],
    workspace: &'w Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<LoadedApi<'w>>, Vec<Diagnostic>> {
    let wanted = wanted(apis, workspace);
    for file in &wanted {
        terminal.progress(Verb::Reading, &file.name);
    }
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
            if version.lifecycle.is_released() && workspace.root.join(&copy).exists() {
                want(copy);
            }
        }
    }
    wanted
}

fn read(wanted: &Wanted<'_>, workspace: &Workspace) -> Result<Source, Vec<Diagnostic>> {
    let Wanted { api, version, name } = wanted;
    if !workspace.root.join(name).exists() {
        return Err(vec![missing(workspace, version, name)]);
    }
    let dated = Dated {
        api: api.name.clone(),
        date: version.date,
    };
    read_version(name, dated, workspace)
}
