//! Surfaces that a gate needs and nobody has committed: those of clients that are generated in memory.
//!
//! A surface is committed beside each generated module and speaks for the document that the module was generated from. When
//! a released document has changed, no module is generated from its released copy any more. Both surfaces then come from one
//! generator with the same settings, so that what differs comes from the documents. It takes long, and is done where a gate
//! lists `source` only.

use openapi_codegen::{Listing, generate, listing_path};
use openapi_doc::MemoryFiles;
use registry::{Lifecycle, Problem, Registry, RelativePath, Severity, Version};

use super::is_judged;
use crate::cli::FailOn;
use crate::comparing::gate::Gate;
use crate::comparing::load::LoadedApi;
use crate::documents::{Generated, Source};
use crate::issue::Issue;
use crate::report::diagnostic::{Diagnostic, of_generation};
use crate::terminal::{Terminal, Verb};

/// Where the generator finds the files of a document: for it, documents stand in a folder of the registry.
const FOLDER: &str = "documents";

/// The problem that there is no verdict.
const ID: &str = "source-not-judged";

/// Why a pair of documents is not judged for `source`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotJudged {
    severity: Severity,
    reason: String,
    next_step: String,
}

impl NotJudged {
    /// There is no client that any code could be written against: that is told, and nothing fails.
    fn without_client(reason: String, next_step: String) -> Self {
        Self {
            severity: Severity::Warning,
            reason,
            next_step,
        }
    }

    /// There is a client: a gate that asks for a verdict about it does not pass without one.
    fn of_client(reason: String, next_step: &str) -> Self {
        Self {
            severity: Severity::Error,
            reason,
            next_step: next_step.to_owned(),
        }
    }

    /// As a problem of a version.
    pub(crate) fn problem(self, file: &str, version: &Version, since: &str) -> Problem {
        Problem {
            id: ID,
            severity: self.severity,
            file: file.to_owned(),
            position: version.position,
            message: format!(
                "the gate of version `{}` lists `source`, and what changed since {since} could not be judged for it: {}",
                version.date, self.reason
            ),
            next_step: self.next_step,
        }
    }

    /// For a pair that no entry of the registry asks for: told at the revision, the file `place`.
    pub(crate) fn issue(self, gate: &str, place: String) -> Issue {
        Issue {
            id: ID,
            severity: self.severity,
            file: place,
            line: 1,
            column: 1,
            message: format!(
                "{gate} asks for source, and the pair could not be judged for it: {}",
                self.reason
            ),
            next_step: self.next_step,
        }
    }
}

/// [`complete`]s what is compared with released copies, where a gate lists `source`. Gives what is not judged even so.
pub(crate) fn complete_copies(
    loaded: &mut [LoadedApi<'_>],
    fail_on: Option<&FailOn>,
    registry: &Registry,
    terminal: &mut Terminal<'_>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for LoadedApi { api, versions } in loaded {
        for loaded in versions {
            let state = loaded.version.lifecycle.state();
            let gate = Gate::asked_or_of_state(fail_on, api, state, &registry.file);
            let copy = loaded.released_copy.as_mut();
            let Some(copy) = copy.filter(|_| gate.asks_for_source()) else {
                continue;
            };
            let pair = [copy, &mut loaded.document];
            if let Err(why) = complete(pair, Some(registry), terminal) {
                problems.push(why.problem(&registry.file, loaded.version, "its release"));
            }
        }
    }
    problems
}

/// Gives both documents the surfaces of their clients, unless the pair can be judged without: it is judged already, or it
/// has the same text on both sides.
///
/// # Errors
///
/// Why they cannot be had.
pub(crate) fn complete(
    [base, revision]: [&mut Source; 2],
    registry: Option<&Registry>,
    terminal: &mut Terminal<'_>,
) -> Result<(), NotJudged> {
    if is_judged(base, revision) || texts(base).eq(texts(revision)) {
        return Ok(());
    }
    for source in [&mut *base, &mut *revision] {
        if source.generated.is_none() {
            source.generated = Some(generated(source, registry, terminal)?);
        }
    }
    if is_judged(base, revision) {
        Ok(())
    } else {
        Err(NotJudged::of_client(
            "the documents are of two APIs".to_owned(),
            "name two documents of one API, or take `source` out of what fails",
        ))
    }
}

/// The text of each file of a document.
fn texts(source: &Source) -> impl Iterator<Item = &str> {
    source.document.files().map(source_tree::SourceTree::source)
}

/// The surface of the client that would be generated from a document alone.
fn generated(
    source: &Source,
    registry: Option<&Registry>,
    terminal: &mut Terminal<'_>,
) -> Result<Generated, NotJudged> {
    let entry = source.document.name();
    let name = source.shown(entry);
    let known = registry.zip(source.version.as_ref());
    let Some((registry, dated)) = known else {
        return Err(NotJudged::without_client(
            format!("no registry names {name}, so it has no client"),
            "name documents of a registry, or take `source` out of what fails".to_owned(),
        ));
    };
    let api = registry.apis.get(&dated.api);
    let Some(client) = api.and_then(|api| api.client.as_ref()) else {
        return Err(NotJudged::without_client(
            format!("the API `{}` has no client", dated.api),
            format!(
                "name its crate in `[api.{}.client]`, or take `source` out of what fails",
                dated.api
            ),
        ));
    };
    terminal.progress(Verb::Generating, format!("the client of {name}, in memory"));
    terminal.working(Verb::Generating);

    let cannot = |reason: String| {
        NotJudged::of_client(
            format!("no client can be generated from {name}: {reason}"),
            "mend the document, or take `source` out of what fails",
        )
    };
    let document: RelativePath = entry
        .parse()
        .map_err(|error: registry::InvalidText| cannot(error.to_string()))?;
    let mut alone = registry.clone();
    alone.accept.clear();
    alone.apis.retain(|name, _| *name == dated.api);
    for api in alone.apis.values_mut() {
        api.versions.retain(|version| version.date == dated.date);
        for version in &mut api.versions {
            version.document = document.clone();
            // Nothing is generated for retired dates, and a surface does not depend on the state.
            version.lifecycle = Lifecycle::Draft;
        }
    }
    let files = source.document.files();
    let files = MemoryFiles::new(files.map(|file| {
        let name = format!("{FOLDER}/{}", file.name());
        (name, file.source())
    }));
    let mut generation = generate(&alone, FOLDER, &files, None).map_err(|errors| {
        let first = errors.into_iter().flat_map(of_generation).next();
        let message = first.as_ref().map_or("", Diagnostic::message);
        let place = format!("{FOLDER}/");
        cannot(message.strip_prefix(&place).unwrap_or(message).to_owned())
    })?;
    let listing = listing_path(client, dated.date);
    let text = generation.plan.files.remove(&listing);
    let text = text.ok_or_else(|| cannot(format!("the registry has no date {}", dated.date)))?;
    let Listing { surface, .. } =
        Listing::parse(&text).map_err(|error| cannot(error.to_string()))?;
    Ok(Generated {
        name: format!("<client of {name}>"),
        text,
        surface,
    })
}
