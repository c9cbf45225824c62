//! `specdate diff`: two documents, compared and judged.

use std::path::Path;

use registry::{RelativePath, Version};

use crate::calendar::today;
use crate::cli::{ColorWhen, Diff};
use crate::comparing::acceptances::Ledger;
use crate::comparing::gate::{self, Gate};
use crate::comparing::{Pair, basis, compare, source};
use crate::documents::{self, Places, Source};
use crate::issue::Issue;
use crate::output;
use crate::report::comparison::Report;
use crate::report::diagnostic::Diagnostic;
use crate::report::formats::Compared;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;
use crate::{Exit, Invocation};

/// Runs the command.
///
/// # Errors
///
/// Everything that cannot be read, named or written.
pub(crate) fn run(
    options: &Diff,
    config: Option<&Path>,
    color: ColorWhen,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let names = [options.base.as_str(), options.revision.as_str()];
    let directory = invocation.directory.as_path();
    let workspace = if documents::need_registry(names, directory)? {
        Some(Workspace::open(config, invocation, terminal)?)
    } else {
        Workspace::open_if_any(config, invocation, terminal)?
    };
    let workspace = workspace.as_ref();
    let places = Places {
        directory,
        workspace,
    };
    let [mut base, mut revision] = documents::read(names, &places, terminal)?;
    let registry = workspace.map(|workspace| &workspace.registry);
    let pair = Pair::of(&base, &revision);
    let gate = gate(options, pair.as_ref(), workspace);
    let not_judged = if gate.asks_for_source() {
        source::complete([&mut base, &mut revision], registry, terminal).err()
    } else {
        None
    };

    terminal.working(Verb::Comparing);
    let mut findings = compare(&base, &revision, registry);
    let problems = match (workspace, &pair) {
        (Some(workspace), Some(pair)) => {
            let today = options.today.unwrap_or_else(today);
            let mut ledger = Ledger::new(&workspace.registry, today);
            ledger.apply(&pair.api, &mut findings);
            ledger.problems(|api, accepted| {
                // What changed in a draft is known to `review` only.
                accepted.draft.is_none()
                    && *api == pair.api
                    && knows_all(pair, [&base, &revision], workspace)
            })
        }
        _ => Vec::new(),
    };
    let gated = gate::judge(&gate, &mut findings);
    let not_judged = not_judged.map(|why| {
        let place = revision.shown(revision.document.name());
        why.issue(gate.origin(), place)
    });
    let problems = problems.into_iter().map(Issue::from);
    let compared = Compared {
        report: Report::new(names, basis([&base, &revision]), findings),
        issues: problems.chain(not_judged).collect(),
    };
    output::print(&options.printing, color, directory, terminal, &compared)?;

    let exit = if compared.issues.iter().any(Issue::is_error) {
        Exit::Problem
    } else {
        gated.exit()
    };
    let told: Vec<Diagnostic> = compared
        .issues
        .into_iter()
        .map(Diagnostic::from)
        .chain(gated.diagnostic(&gate, pair.is_some(), invocation.program))
        .collect();
    terminal.tell(&told);
    Ok(exit)
}

/// What fails: what the command line asks for, else what the registry asks for where the documents are two of one API.
fn gate(options: &Diff, pair: Option<&Pair>, workspace: Option<&Workspace>) -> Gate {
    if let Some(asked) = &options.fail_on {
        return Gate::asked(asked);
    }
    let of_registry = |pair: &Pair| {
        let registry = &workspace?.registry;
        let api = registry.apis.get(&pair.api)?;
        Some(Gate::of_api(api, &registry.file))
    };
    pair.filter(|pair| pair.dates.is_some())
        .and_then(of_registry)
        .unwrap_or_else(Gate::usual)
}

/// Whether no other comparison can have a finding that an acceptance of this API is about: there is no other pair of
/// dates, and no document differs from its released copy.
fn knows_all(pair: &Pair, documents: [&Source; 2], workspace: &Workspace) -> bool {
    // Where the copy stands, the same references mean other files.
    let are_alone = documents
        .iter()
        .all(|source| source.document.files().len() == 1);
    let read = |path: &RelativePath| {
        std::fs::read(workspace.root.join(workspace.document_name(path))).ok()
    };
    let is_as_released = |version: &Version| {
        // A copy that is not there is none that differs.
        read(&version.released_copy)
            .is_none_or(|copy| are_alone && Some(copy) == read(&version.document))
    };
    let api = workspace.registry.apis.get(&pair.api);
    pair.is_only_one(&workspace.registry)
        && api.is_some_and(|api| api.versions.iter().all(is_as_released))
}
