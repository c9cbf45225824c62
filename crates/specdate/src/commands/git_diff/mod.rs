//! `specdate git-diff`: one file of a diff that git shows.
//!
//! Git stops at the first file whose driver fails. So whatever is wrong with a document or with the registry is part of what
//! is printed, and the lines that differ are shown in place of findings.

mod change;

use std::io;
use std::path::Path;

use registry::Day;

use crate::calendar::today;
use crate::cli::{ColorWhen, GitDiff};
use crate::comparing::acceptances::Ledger;
use crate::comparing::gate::{self, Gate};
use crate::comparing::{Pair, basis, compare};
use crate::documents::git::Repository;
use crate::documents::{Places, Source, read_bytes};
use crate::report::comparison::{Entry, Report};
use crate::report::diagnostic::Diagnostic;
use crate::report::git_diff::{self as report, Body, FileDiff, Name, Outline};
use crate::terminal::Terminal;
use crate::workspace::Workspace;
use crate::{AutoColor, Exit, Invocation};
use change::{Change, Side};

/// Runs the command.
pub(crate) fn run(
    options: &GitDiff,
    config: Option<&Path>,
    color: ColorWhen,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Exit {
    let directory = invocation.directory.as_path();
    if color == ColorWhen::Auto && !terminal.out.styles.is_plain() {
        let says_no = |repository: Repository| !repository.colors_diffs();
        if Repository::open(directory).is_ok_and(says_no) {
            terminal.use_color(ColorWhen::Never);
        }
    }
    let diff = match Change::read(options, directory) {
        Some(change) => examine(change, options, config, invocation),
        None => FileDiff::unmerged(&options.path.to_string_lossy()),
    };
    let text = report::text(&diff, &terminal.out.styles);
    terminal.out.write(&text);
    Exit::Success
}

/// What there is to say about a change.
fn examine(
    change: Change,
    options: &GitDiff,
    config: Option<&Path>,
    invocation: &Invocation<'_>,
) -> FileDiff {
    let Change { old, new, renaming } = change;
    let mut notes = Vec::new();
    let workspace = match workspace(config, invocation) {
        Ok(workspace) => workspace,
        Err(problem) => {
            notes.push(format!("without the registry: {}", problem.message()));
            None
        }
    };
    let places = Places {
        directory: &invocation.directory,
        workspace: workspace.as_ref(),
    };
    let is_same = old.mode.is_some() == new.mode.is_some()
        && matches!((&old.bytes, &new.bytes), (Ok(old), Ok(new)) if old == new);
    let body = if is_same {
        Body::Same
    } else {
        let today = options.today.unwrap_or_else(today);
        let read = [(&old, report::OLD), (&new, report::NEW)].map(|(side, prefix)| {
            let is_there = side.mode.is_some();
            is_there.then(|| document(side, prefix, &places))
        });
        compared(read, &places, today, &mut notes)
    };
    let with_lines = options.patch || matches!(body, Body::Unreadable(_));
    let names = [&old, &new].map(|side| Name {
        path: side.path.clone(),
        mode: side.mode.clone(),
    });
    let lines = match (old.bytes, new.bytes) {
        (Ok(old), Ok(new)) if with_lines && !is_same => Some([old, new]),
        _ => None,
    };
    FileDiff {
        names,
        renaming,
        notes,
        body,
        lines,
    }
}

fn document(side: &Side, prefix: &str, places: &Places<'_>) -> Result<Source, Vec<Diagnostic>> {
    let bytes = side.bytes.clone().map_err(|problem| vec![problem])?;
    read_bytes(&side.path, bytes, prefix.to_owned(), places)
}

/// The registry, if there is one; what is read is not told, because git's pager is on the terminal.
fn workspace(
    config: Option<&Path>,
    invocation: &Invocation<'_>,
) -> Result<Option<Workspace>, Diagnostic> {
    let (mut out, mut err) = (io::sink(), io::sink());
    let mut silent = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
    Workspace::open_if_any(config, invocation, &mut silent).map_err(|problems| {
        let first = problems.into_iter().next();
        first.unwrap_or_else(|| Diagnostic::new("it cannot be read"))
    })
}

/// A side of the change, if it is there.
type Read = Option<Result<Source, Vec<Diagnostic>>>;

/// The findings between two documents, or what one of them is.
fn compared(
    [old, new]: [Read; 2],
    places: &Places<'_>,
    today: Day,
    notes: &mut Vec<String>,
) -> Body {
    match (old, new) {
        (Some(Ok(old)), Some(Ok(new))) => {
            // Git does not say which commit it shows.
            let references = |source: &Source| source.document.files().len() > 1;
            if references(&old) || references(&new) {
                notes.push(
                    "the files that it references are read from the working tree, on both sides"
                        .to_owned(),
                );
            }
            let names = [&old, &new].map(|source| source.shown(source.document.name()));
            let findings = judge(&old, &new, places.workspace, today);
            let [base, revision] = &names;
            Body::Findings(Report::new([base, revision], basis([&old, &new]), findings))
        }
        (None, Some(Ok(one))) | (Some(Ok(one)), None) => Body::One(Outline::of(&one.document)),
        (old, new) => Body::Unreadable(
            [old, new]
                .into_iter()
                .flatten()
                .filter_map(Result::err)
                .flatten()
                .collect(),
        ),
    }
}

/// Everything that differs, with what the registry says about it.
fn judge(old: &Source, new: &Source, workspace: Option<&Workspace>, today: Day) -> Vec<Entry> {
    let registry = workspace.map(|workspace| &workspace.registry);
    let mut findings = compare(old, new, registry);
    let (Some(registry), Some(pair)) = (registry, Pair::of(old, new)) else {
        return findings;
    };
    Ledger::new(registry, today).apply(&pair.api, &mut findings);
    let version = new.version.as_ref().or(old.version.as_ref());
    let gate = version.and_then(|version| {
        let api = registry.apis.get(&version.api)?;
        let state = api.version(&version.date).ok()?.lifecycle.state();
        Some(Gate::of_state(api, state, &registry.file))
    });
    if let Some(gate) = gate {
        gate::judge(&gate, &mut findings);
    }
    findings
}
