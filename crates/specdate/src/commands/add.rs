//! `specdate add`: a document becomes the draft of a new date.

use registry::{Api, Lifecycle, NewVersion, RelativePath, Version, VersionDate};
use source_tree::Format;

use crate::cli::Add;
use crate::commands::accept::registry_file;
use crate::comparing::{basis, clients, compare};
use crate::documents::render::render;
use crate::documents::tree::{Tree, folder_of};
use crate::documents::{self, Dated, Places, Source};
use crate::issue::Issue;
use crate::lints::{self, Subject};
use crate::report::comparison::{self, Report};
use crate::report::diagnostic::Diagnostic;
use crate::report::edition as report;
use crate::terminal::{Terminal, Verb};
use crate::transaction::{self, Change};
use crate::workspace::Workspace;
use crate::{Exit, Invocation};

/// Runs the command.
///
/// # Errors
///
/// Everything for which nothing was written.
pub(crate) fn run(
    options: &Add,
    workspace: &Workspace,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let Add { api, date, file } = options;
    let one = |problem: Diagnostic| vec![problem];
    let named = |error: &dyn std::fmt::Display| vec![Diagnostic::new(error.to_string())];
    let api = workspace.registry.api(api).map_err(|error| named(&error))?;
    let mut new = new_version(api, options, workspace);
    let mut edited = registry_file(workspace)?;
    // What the registry refuses is told before a document is read.
    let mut add = |new: &NewVersion| {
        edited = registry_file(workspace)?;
        let added = edited.add_version(api.name.as_str(), new);
        added.map_err(|error| named(&error))
    };
    add(&new)?;
    let usual = place(&new, api);
    let name = workspace.document_name(&usual);

    terminal.progress(Verb::Reading, file);
    terminal.working(Verb::Reading);
    let places = Places {
        directory: &invocation.directory,
        workspace: Some(workspace),
    };
    let given = documents::read_file(file, &places)?;
    // Files that the document references come along, unless it stands where it will be.
    let tree =
        Tree::of(&given.document).filter(|_| !is_same_file(&name, options, workspace, invocation));
    let written = match &tree {
        Some(tree) => {
            let folder = folder_of(&usual);
            new.document = tree.entry(folder);
            add(&new)?;
            tree.placed(&format!("{}/{folder}", workspace.registry_dir))
        }
        None => vec![(
            name.clone(),
            contents(&given, options, &name, invocation).map_err(one)?,
        )],
    };
    let name = workspace.document_name(&place(&new, api));
    for (name, contents) in &written {
        refuse_other(name, contents, options, workspace, invocation).map_err(one)?;
    }

    // Everything is tried as it will be, before a file is written.
    let after = workspace.with(edited.text().to_owned(), written.clone())?;
    let api = after
        .registry
        .api(api.name.as_str())
        .map_err(|error| named(&error))?;
    let document = read(api, *date, &name, &after)?;
    let issues = api
        .version(date)
        .map(|version| lints(api, version, &document, &after))
        .unwrap_or_default();
    if issues.iter().any(Issue::is_error) {
        // Nothing is written, so it is to be corrected where it stands.
        let issues = api
            .version(date)
            .map(|version| lints(api, version, &given, &after))
            .unwrap_or_default();
        let styles = terminal.out.styles;
        terminal.end_progress();
        terminal.out.write(&report::issues(&issues, &styles));
        let message = format!("{file} was not added: it has errors");
        terminal.tell(&[Diagnostic::new(message).help("correct them, and add it again")]);
        return Ok(Exit::Problem);
    }
    let older = older(api, options, &after)?;
    let changes = write(written, api, &after, terminal)?;

    terminal.working(Verb::Comparing);
    // With the client that was generated just now.
    let listing = documents::listing_name(api, *date);
    let document = document.with_generated(&after.files, listing.as_deref());
    let compared = older.map(|(name, base)| {
        let pair = [name, format!("{}@{date}", api.name)];
        let findings = compare(&base, &document, Some(&after.registry));
        let pair = pair.each_ref().map(String::as_str);
        Report::new(pair, basis([&base, &document]), findings)
    });

    terminal.end_progress();
    let styles = terminal.out.styles;
    if let Some(compared) = &compared {
        terminal.out.write(&comparison::text(compared, &styles));
        terminal.out.write("\n");
    }
    terminal.out.write(&report::issues(&issues, &styles));
    let what = format!("{}@{date} is added as a draft", api.name);
    terminal
        .out
        .write(&report::written(&what, &changes, &styles));
    Ok(Exit::Success)
}

/// Writes files of the workspace with the registry and the client as they will be then: all of it or nothing. Says what
/// changed.
///
/// # Errors
///
/// If the client cannot be generated, or a file cannot be written.
pub(super) fn write(
    files: Vec<(String, Vec<u8>)>,
    api: &Api,
    after: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<Change>, Vec<Diagnostic>> {
    let change = |name: String, contents| Change {
        name,
        contents: Some(contents),
    };
    let files = files.into_iter();
    let mut changes: Vec<Change> = files.map(|(name, text)| change(name, text)).collect();
    changes.push(change(
        after.registry.file.clone(),
        after.registry_text.clone().into_bytes(),
    ));
    if let Some(client) = &api.client {
        terminal.progress(Verb::Generating, &client.crate_dir);
        terminal.working(Verb::Generating);
        let plan = clients::plan(api, &after.registry, &after.registry_dir, &after.files)?;
        let statuses = plan
            .compare(&after.root)
            .map_err(|error| vec![Diagnostic::new(error.to_string())])?;
        changes.extend(transaction::of_plan(&plan, &statuses));
    }
    let changes = transaction::needed(&after.root, changes);
    transaction::commit(&after.root, &changes, terminal)?;
    Ok(changes)
}

/// The entry for the registry. Where the other documents of the API are JSON, this one is as well.
fn new_version(api: &Api, options: &Add, workspace: &Workspace) -> NewVersion {
    let is_json = api.versions.last().is_some_and(|version| {
        Format::from_name(&workspace.document_name(&version.document)) == Some(Format::Json)
    });
    let path = |folder: &str| -> Option<RelativePath> {
        let path = format!("{}/{folder}{}.json", api.name, options.date);
        path.parse().ok().filter(|_| is_json)
    };
    NewVersion {
        date: options.date,
        document: path(""),
        released_copy: path("released/"),
        lifecycle: Lifecycle::Draft,
    }
}

fn place(new: &NewVersion, api: &Api) -> RelativePath {
    let usual = || Version::default_document(&api.name, new.date);
    new.document.clone().unwrap_or_else(usual)
}

/// What is written: the file as it is, or the document in the format of the others.
fn contents(
    given: &Source,
    options: &Add,
    name: &str,
    invocation: &Invocation<'_>,
) -> Result<Vec<u8>, Diagnostic> {
    let file = &options.file;
    let format = |name: &str| Format::from_name(name).unwrap_or(Format::Json);
    if format(file) == format(name) {
        return std::fs::read(invocation.directory.join(file))
            .map_err(|error| Diagnostic::new(format!("cannot read {file}: {error}")));
    }
    let tree = given.document.files().next();
    let text = tree.and_then(|tree| render(tree, format(name)));
    text.map(String::into_bytes).ok_or_else(|| {
        let message = format!("{file} cannot be written in the format of {name}");
        Diagnostic::new(message).help("convert it with another program, and add the result")
    })
}

/// Refuses to write over another file.
fn refuse_other(
    name: &str,
    contents: &[u8],
    options: &Add,
    workspace: &Workspace,
    invocation: &Invocation<'_>,
) -> Result<(), Diagnostic> {
    let file = &options.file;
    match std::fs::read(workspace.root.join(name)) {
        Err(_) => Ok(()),
        Ok(_) if is_same_file(name, options, workspace, invocation) => Ok(()),
        Ok(found) if found == contents => Ok(()),
        Ok(_) => {
            let message = format!("{name} is there already, and it is not {file}");
            Err(Diagnostic::new(message).help(format!(
                "remove it, or name it as the file to add: `{} add API DATE {name}`",
                invocation.program
            )))
        }
    }
}

/// Whether the file to add is this one of the workspace.
fn is_same_file(
    name: &str,
    options: &Add,
    workspace: &Workspace,
    invocation: &Invocation<'_>,
) -> bool {
    let given = std::fs::canonicalize(invocation.directory.join(&options.file)).ok();
    given.is_some() && given == std::fs::canonicalize(workspace.root.join(name)).ok()
}

/// The date before the new one with its name; none for the first date.
fn older(
    api: &Api,
    options: &Add,
    after: &Workspace,
) -> Result<Option<(String, Source)>, Vec<Diagnostic>> {
    let mut newest_first = api.supported().rev();
    let Some(older) = newest_first.find(|version| version.date < options.date) else {
        return Ok(None);
    };
    let name = after.document_name(&older.document);
    let source = read(api, older.date, &name, after)?;
    Ok(Some((format!("{}@{}", api.name, older.date), source)))
}

fn read(
    api: &Api,
    date: VersionDate,
    name: &str,
    after: &Workspace,
) -> Result<Source, Vec<Diagnostic>> {
    let dated = Dated {
        api: api.name.clone(),
        date,
    };
    documents::read_version(name, dated, after)
}

fn lints(api: &Api, version: &Version, document: &Source, after: &Workspace) -> Vec<Issue> {
    let released_name = after.document_name(&version.released_copy);
    lints::check(&Subject {
        registry_file: &after.registry.file,
        api,
        version,
        document: &document.document,
        has_released_copy: after.has(&released_name),
        released_name: &released_name,
        names_dates: names_a_date(document) || others_name_dates(api, after),
        obstacles: &openapi_codegen::obstacles(&document.document, api),
    })
}

/// Whether another document of the API says its date as its version. One that cannot be read says none.
fn others_name_dates(api: &Api, after: &Workspace) -> bool {
    let documents: Vec<_> = api
        .supported()
        .filter_map(|version| {
            let name = after.document_name(&version.document);
            Some((version.date, read(api, version.date, &name, after).ok()?))
        })
        .collect();
    lints::names_dates(
        documents
            .iter()
            .map(|(date, source)| (*date, &source.document)),
    )
}

/// Whether a document says a date as its version: if it is another than its own, it was copied and not edited.
fn names_a_date(document: &Source) -> bool {
    let version = document.document.info().version();
    version.parse::<VersionDate>().is_ok()
}
