//! `specdate generate`: the clients of a workspace, made anew or compared with what is there.

use std::cell::RefCell;
use std::collections::BTreeSet;

use openapi_codegen::{DocumentReport, FileStatus, GenerateError, Plan, Status};
use openapi_doc::{FileError, Files};
use registry::{Api, Client};

use crate::Exit;
use crate::cli::Generate;
use crate::report::diagnostic::{Diagnostic, of_generation};
use crate::report::generation::{self as report, Tense};
use crate::report::words::counted;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;

/// Runs the command. `mending_command` is the same without `--check`.
///
/// # Errors
///
/// Everything that cannot be read or generated; then nothing is written.
pub(crate) fn run(
    options: &Generate,
    workspace: &Workspace,
    mending_command: &str,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let clients = clients(options.api.as_deref(), workspace, terminal)?;
    let (plan, documents) = match generate(&clients, workspace, terminal) {
        Ok(generated) => generated,
        Err(failed) => {
            if !failed.only_obstacles {
                return Err(failed.problems);
            }
            terminal.end_progress();
            terminal.tell(&failed.problems);
            return Ok(Exit::Problem);
        }
    };
    let statuses = plan.compare(&workspace.root).map_err(unusable)?;
    let exit = if options.check {
        check(&statuses, options, &documents, mending_command, terminal)
    } else {
        write(&plan, &statuses, options, &documents, workspace, terminal)?
    };
    Ok(exit)
}

/// The APIs to generate, each with its client.
fn clients<'w>(
    only: Option<&str>,
    workspace: &'w Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<(&'w Api, &'w Client)>, Vec<Diagnostic>> {
    let registry = &workspace.registry;
    if let Some(name) = only {
        let api = registry.api(name).map_err(unusable)?;
        let client = api.client.as_ref().ok_or_else(|| {
            let message = format!("{}:{}: API `{name}` has no client to generate", registry.file, api.position);
            let help = format!("name the folder of its crate: `[api.{name}.client]` with `crate = \"crates/{name}\"`");
            vec![Diagnostic::new(message).help(help)]
        })?;
        return Ok(vec![(api, client)]);
    }
    let mut clients = Vec::new();
    for (name, api) in &registry.apis {
        match &api.client {
            Some(client) => clients.push((api, client)),
            None => terminal.progress(Verb::Skipping, format!("{name}: it has no client")),
        }
    }
    Ok(clients)
}

/// Why no client was made.
struct Failed {
    problems: Vec<Diagnostic>,
    /// The documents can be read, and only say what no client can do: a finding about them, and no failure.
    only_obstacles: bool,
}

/// Makes all clients in memory. An API that fails does not hide what is wrong with the next.
fn generate(
    clients: &[(&Api, &Client)],
    workspace: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<(Plan, Vec<DocumentReport>), Failed> {
    let mut plan = Plan::default();
    let mut documents = Vec::new();
    let mut failed = Failed {
        problems: Vec::new(),
        only_obstacles: true,
    };
    for (api, client) in clients {
        let dates = counted(api.supported().count(), "document", "documents");
        terminal.progress(
            Verb::Generating,
            format!("{} from {dates} of {}", client.crate_dir, api.name),
        );
        terminal.working(Verb::Generating);
        let files = ToldFiles::new(&workspace.files, terminal);
        let only = Some(api.name.as_str());
        match openapi_codegen::generate(&workspace.registry, &workspace.registry_dir, &files, only)
        {
            Ok(generation) => {
                plan.files.extend(generation.plan.files);
                plan.folders.extend(generation.plan.folders);
                documents.extend(generation.documents);
            }
            Err(errors) => {
                failed.only_obstacles &= errors
                    .iter()
                    .all(|error| matches!(error, GenerateError::Obstacles(_)));
                failed
                    .problems
                    .extend(errors.into_iter().flat_map(of_generation));
            }
        }
    }
    if failed.problems.is_empty() {
        Ok((plan, documents))
    } else {
        Err(failed)
    }
}

/// Tells what is stale.
fn check(
    statuses: &[FileStatus],
    options: &Generate,
    documents: &[DocumentReport],
    mending_command: &str,
    terminal: &mut Terminal<'_>,
) -> Exit {
    tell_fresh(statuses, options, terminal);
    for status in stale(statuses) {
        let text = format!(
            "{} ({})",
            status.path,
            report::state(status.status, Tense::Found)
        );
        terminal.progress(Verb::Stale, text);
    }
    terminal.end_progress();
    let styles = terminal.out.styles;
    for status in stale(statuses) {
        terminal.out.write(&report::diff(&status.diff, &styles));
    }
    tell_documents(options, documents, terminal);
    if stale(statuses).next().is_none() {
        terminal.out.write(&report::up_to_date(documents, statuses));
        return Exit::Success;
    }
    terminal
        .out
        .write(&report::changes(statuses, Tense::Found, &styles));
    let help = format!("run `{mending_command}` and commit what it writes");
    terminal.tell(&[Diagnostic::new(report::stale_sentence(statuses)).help(help)]);
    Exit::Problem
}

/// Makes the files as planned.
fn write(
    plan: &Plan,
    statuses: &[FileStatus],
    options: &Generate,
    documents: &[DocumentReport],
    workspace: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    tell_fresh(statuses, options, terminal);
    for status in stale(statuses) {
        let verb = if status.status == Status::LeftOver {
            Verb::Removing
        } else {
            Verb::Writing
        };
        terminal.progress(verb, &status.path);
    }
    // Also where nothing differs: it clears away what a run that was killed has left.
    let statuses = plan.write(&workspace.root).map_err(unusable)?;
    terminal.end_progress();

    tell_documents(options, documents, terminal);
    let styles = terminal.out.styles;
    if stale(&statuses).next().is_none() {
        terminal
            .out
            .write(&report::up_to_date(documents, &statuses));
    } else {
        terminal
            .out
            .write(&report::changes(&statuses, Tense::Done, &styles));
        terminal.out.write(&report::written_sentence(&statuses));
    }
    Ok(Exit::Success)
}

fn tell_fresh(statuses: &[FileStatus], options: &Generate, terminal: &mut Terminal<'_>) {
    let fresh: Vec<&FileStatus> = statuses
        .iter()
        .filter(|status| status.status == Status::Fresh)
        .collect();
    if options.verbose {
        for status in fresh {
            terminal.progress(Verb::Fresh, &status.path);
        }
    } else if !fresh.is_empty() {
        terminal.progress(Verb::Fresh, counted(fresh.len(), "file", "files"));
    }
}

fn tell_documents(options: &Generate, documents: &[DocumentReport], terminal: &mut Terminal<'_>) {
    let styles = terminal.out.styles;
    terminal.out.write(&report::documents(documents, &styles));
    if options.verbose {
        terminal.out.write(&report::rewrites(documents, &styles));
    }
}

fn stale(statuses: &[FileStatus]) -> impl Iterator<Item = &FileStatus> {
    statuses
        .iter()
        .filter(|status| status.status != Status::Fresh)
}

fn unusable(error: impl std::fmt::Display) -> Vec<Diagnostic> {
    vec![Diagnostic::new(error.to_string())]
}

/// Files that are told when they are read for the first time.
struct ToldFiles<'f, 't, 'w> {
    files: &'f dyn Files,
    told: RefCell<(BTreeSet<String>, &'t mut Terminal<'w>)>,
}

impl<'f, 't, 'w> ToldFiles<'f, 't, 'w> {
    fn new(files: &'f dyn Files, terminal: &'t mut Terminal<'w>) -> Self {
        Self {
            files,
            told: RefCell::new((BTreeSet::new(), terminal)),
        }
    }
}

impl Files for ToldFiles<'_, '_, '_> {
    fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        let (names, terminal) = &mut *self.told.borrow_mut();
        if names.insert(name.to_owned()) {
            terminal.progress(Verb::Reading, name);
        }
        self.files.read(name, max_bytes)
    }
}
