//! `specdate diff`: two documents, compared and judged.

mod acceptances;
mod gate;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use openapi_compat::{Options, Place};
use openapi_doc::Document;
use registry::{Api, Day};

use crate::cli::{ColorWhen, Diff, ReportFormat};
use crate::documents::{self, Places, Source};
use crate::output::{self, Written};
use crate::report::comparison::{self as report, Entry, Excerpt, Report};
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Styles, Terminal, Verb};
use crate::workspace::Workspace;
use crate::{Exit, Invocation};
use acceptances::Pair;

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
    let [base, revision] = documents::read(names, &places, terminal)?;

    let mut findings = compare(&base, &revision, workspace);
    let pair = Pair::of(&base, &revision);
    let problems = match (workspace, &pair) {
        (Some(workspace), Some(pair)) => {
            let today = options.today.unwrap_or_else(today);
            acceptances::apply(&workspace.registry, pair, today, &mut findings)
        }
        _ => Vec::new(),
    };
    let report = Report {
        base: options.base.clone(),
        revision: options.revision.clone(),
        summary: report::count(&findings),
        findings,
    };
    print(&report, options, color, directory, terminal)?;

    let gated = gate::judge(&options.fail_on, &report.findings);
    let exit = if problems.is_empty() {
        gated.exit()
    } else {
        Exit::Problem
    };
    let told: Vec<Diagnostic> = problems
        .into_iter()
        .chain(gated.diagnostic(pair.is_some()))
        .collect();
    terminal.tell(&told);
    Ok(exit)
}

/// Everything that differs, with the lines of the documents.
fn compare(base: &Source, revision: &Source, workspace: Option<&Workspace>) -> Vec<Entry> {
    let options = comparison_options(base, revision, workspace);
    openapi_compat::compare(&base.document, &revision.document, &options)
        .findings
        .into_iter()
        .map(|finding| {
            Entry::new(
                finding,
                |place| excerpt(base, place),
                |place| excerpt(revision, place),
            )
        })
        .collect()
}

/// What the registry says about the pair.
fn comparison_options(base: &Source, revision: &Source, workspace: Option<&Workspace>) -> Options {
    let versions = [&base.version, &revision.version];
    let known: BTreeSet<&str> = versions
        .iter()
        .filter_map(|version| version.as_ref())
        .map(|version| version.api.as_str())
        .collect();
    let apis: Vec<&Api> = known
        .iter()
        .filter_map(|name| workspace?.registry.api(name).ok())
        .collect();
    let pair = Pair::of(base, revision);
    Options {
        api: pair
            .as_ref()
            .map(|pair| pair.api.as_str().to_owned())
            .unwrap_or_default(),
        pair: pair
            .as_ref()
            .and_then(|pair| pair.dates.as_ref())
            .map(|[base, revision]| format!("{base}..{revision}"))
            .unwrap_or_default(),
        selector_headers: apis.into_iter().flat_map(selectors).collect(),
        server_dates: pair
            .and_then(|pair| pair.dates)
            .map(|[base, revision]| (base.to_string(), revision.to_string())),
    }
}

fn selectors(api: &Api) -> Vec<String> {
    let casing = api.headers.casing.as_ref().map(|casing| &casing.name);
    [api.headers.version.as_ref(), casing]
        .into_iter()
        .flatten()
        .map(|header| header.as_str().to_owned())
        .collect()
}

/// A place as the user finds it, with the lines that stand there.
fn excerpt(source: &Source, place: Place) -> Excerpt {
    let tree = file(&source.document, &place.file);
    let shown = Place {
        file: source.shown(&place.file),
        ..place
    };
    Excerpt::new(shown, |line| tree.and_then(|tree| tree.line_text(line)))
}

fn file<'d>(document: &'d Document, name: &str) -> Option<&'d source_tree::SourceTree> {
    document.files().find(|tree| tree.name() == name)
}

fn print(
    report: &Report,
    options: &Diff,
    color: ColorWhen,
    directory: &Path,
    terminal: &mut Terminal<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let output = options
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    let styles = match output {
        Some(_) => Styles::of_file(color),
        None => terminal.out.styles,
    };
    let text = match options.format {
        ReportFormat::Text => report::text(report, &styles),
        ReportFormat::Markdown => report::markdown(report),
        ReportFormat::Json => report::json(report),
    };
    let Some(path) = output else {
        terminal.end_progress();
        terminal.out.write(&text);
        return Ok(());
    };
    let name = path.display();
    let written = output::write(&directory.join(path), &text).map_err(|error| {
        let message = format!("cannot write {name}: {error}");
        vec![
            Diagnostic::new(message).help("name a file in a folder that exists and can be written"),
        ]
    })?;
    let verb = match written {
        Written::Fresh => Verb::Fresh,
        Written::Written => Verb::Writing,
    };
    terminal.progress(verb, name);
    Ok(())
}

/// The day in UTC, where the command line names none.
fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Day::from_unix_seconds(since.map_or(0, |duration| duration.as_secs()))
}
