//! `specdate init`: the workspace that keeps an API's documents, made from the first one.

mod files;

use std::fs;
use std::path::Path;

use openapi_doc::{Document, MemoryFiles};
use registry::{Api, ApiName, Day, Registry, VersionDate};
use source_tree::Format;

use crate::calendar::today;
use crate::cli::Init;
use crate::comparing::clients;
use crate::documents::tree::{Tree, folder_of};
use crate::documents::{self, Places, Source};
use crate::issue::Issue;
use crate::lints::{self, Subject};
use crate::report::diagnostic::Diagnostic;
use crate::report::edition as report;
use crate::terminal::{Terminal, Verb};
use crate::transaction::{self, Change};
use crate::workspace::{REGISTRY_DIR, REGISTRY_FILE};
use crate::{Exit, Invocation};
use files::Names;

/// Runs the command.
///
/// # Errors
///
/// Everything for which nothing was written.
pub(crate) fn run(
    options: &Init,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let one = |problem: Diagnostic| vec![problem];
    terminal.progress(Verb::Reading, &options.file);
    let places = Places {
        directory: &invocation.directory,
        workspace: None,
    };
    let given = documents::read_file(&options.file, &places)?;
    let mut names = names(options, &given.document).map_err(one)?;
    let files = files(options, &given, &mut names, invocation).map_err(one)?;
    let text = files::registry(&names, options);
    let registry = parse(&text)?;
    let api = registry
        .api(names.api.as_str())
        .map_err(|error| one(Diagnostic::new(error.to_string())))?;

    let in_memory = MemoryFiles::new(files.clone());
    // Read again under the name that it will have: what is wrong is told where it will be looked for.
    let document = documents::load(&names.document(), &in_memory, String::new(), None)?;
    let issues = issues(api, &document, &registry, &names);
    if issues.iter().any(Issue::is_error) {
        // Nothing is written, so it is to be corrected where it stands.
        let issues = self::issues(api, &given, &registry, &names);
        let styles = terminal.out.styles;
        terminal.end_progress();
        terminal.out.write(&report::issues(&issues, &styles));
        let message = format!("no workspace is made of {}: it has errors", options.file);
        let help = if issues.iter().any(lints::stops_generation) {
            "correct them, or make a workspace without a client with `--no-client`"
        } else {
            "correct them, and run the command again"
        };
        terminal.tell(&[Diagnostic::new(message).help(help)]);
        return Ok(Exit::Problem);
    }

    let mut changes = vec![change(
        format!("{REGISTRY_DIR}/{REGISTRY_FILE}"),
        text.into_bytes(),
    )];
    let documents = files.into_iter();
    changes.extend(documents.map(|(name, contents)| change(name, contents)));
    changes.extend(files::plain(&names, options));
    if let Some(client) = &api.client {
        terminal.progress(Verb::Generating, &client.crate_dir);
        let plan = clients::plan(api, &registry, REGISTRY_DIR, &in_memory)?;
        let planned = plan.files.into_iter();
        changes.extend(planned.map(|(name, text)| change(name, text.into_bytes())));
    }
    changes.sort_by(|a, b| a.name.cmp(&b.name));
    let root = invocation.directory.join(&options.into);
    // A repository may have these before anything else: what they say stays.
    changes.retain(|change| {
        let is_kept = [".gitattributes", ".gitignore", "README.md"].contains(&change.name.as_str());
        !(is_kept && root.join(&change.name).exists())
    });
    refuse_existing(&root, &changes, options).map_err(one)?;
    write(&root, &changes, terminal)?;

    terminal.end_progress();
    let styles = terminal.out.styles;
    terminal.out.write(&report::issues(&issues, &styles));
    let what = format!("{}@{} has a workspace", names.api, names.date);
    terminal
        .out
        .write(&report::written(&what, &changes, &styles));
    let place = match options.into.as_path() {
        here if here == Path::new(".") => String::new(),
        folder => format!(" in {}", folder.display()),
    };
    terminal.out.write(&format!(
        "\nnext: `cargo test`{place} proves that all is well; commit all of it, Cargo.lock included\n"
    ));
    Ok(Exit::Success)
}

fn change(name: String, contents: Vec<u8>) -> Change {
    Change {
        name,
        contents: Some(contents),
    }
}

/// The files of the document and of its released copy, each with its name. Those of a document of several files stand in a
/// folder of their own, so that those of a later date can stand beside them.
fn files(
    options: &Init,
    given: &Source,
    names: &mut Names,
    invocation: &Invocation<'_>,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let file = &options.file;
    let mut files = Vec::new();
    let paths = [&mut names.document_path, &mut names.released_path];
    for path in paths.into_iter().take(1 + usize::from(names.is_released)) {
        if let Some(tree) = Tree::of(&given.document) {
            let folder = folder_of(path).to_owned();
            *path = tree.entry(&folder).ok_or_else(|| {
                let message = format!("{file} has no name that a registry can say");
                Diagnostic::new(message).help("rename the file")
            })?;
            files.extend(tree.placed(&format!("{REGISTRY_DIR}/{folder}")));
        } else {
            let bytes = fs::read(invocation.directory.join(file))
                .map_err(|error| Diagnostic::new(format!("cannot read {file}: {error}")))?;
            files.push((format!("{REGISTRY_DIR}/{path}"), bytes));
        }
    }
    Ok(files)
}

/// What everything is called: as the command line says, else as the document does.
fn names(options: &Init, document: &Document) -> Result<Names, Diagnostic> {
    let info = document.info();
    let api = match &options.api {
        Some(api) => api.clone(),
        None => name_of(info.title()).ok_or_else(|| {
            let message = format!("{} has no title that could name the API", options.file);
            Diagnostic::new(message).help("name it with `--api NAME`")
        })?,
    };
    let date: VersionDate = match options.date {
        Some(date) => date,
        None => info.version().parse().map_err(|_| {
            let message = format!(
                "{} says no date: its `info.version` is {:?}",
                options.file,
                info.version()
            );
            Diagnostic::new(message)
                .help("name the date of this version with `--date DATE`, such as 2026-03-01")
        })?,
    };
    let today: Day = options.today.unwrap_or_else(today);
    // The format stays as it is.
    let is_json = Format::from_name(&options.file) == Some(Format::Json);
    let ending = if is_json { "json" } else { "yaml" };
    let path = |folder: &str| {
        let path = format!("{api}/{folder}{date}.{ending}").parse();
        path.map_err(|error: registry::InvalidText| Diagnostic::new(error.to_string()))
    };
    Ok(Names {
        document_path: path("")?,
        released_path: path("released/")?,
        api,
        title: info.title().trim().to_owned(),
        date,
        // What is still to come is not released.
        is_released: date.day() <= today,
    })
}

/// `Pet Store API` is `pet-store-api`.
fn name_of(title: &str) -> Option<ApiName> {
    let words: Vec<String> = title
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut name = words.join("-");
    let start = name.find(|first: char| first.is_ascii_lowercase())?;
    name.drain(..start);
    name.truncate(32);
    name.trim_end_matches('-').parse().ok()
}

/// The registry as it will be. It is made of names that were checked, so nothing is wrong with it.
fn parse(text: &str) -> Result<Registry, Vec<Diagnostic>> {
    let name = format!("{REGISTRY_DIR}/{REGISTRY_FILE}");
    Registry::parse(&name, text)
        .map_err(|problems| problems.into_iter().map(Diagnostic::from).collect())
}

fn issues(api: &Api, document: &Source, registry: &Registry, names: &Names) -> Vec<Issue> {
    let Ok(version) = api.version(&names.date) else {
        return Vec::new();
    };
    let document = &document.document;
    lints::check(&Subject {
        registry_file: &registry.file,
        api,
        version,
        document,
        released_name: &names.released_copy(),
        has_released_copy: names.is_released,
        names_dates: document.info().version().parse::<VersionDate>().is_ok(),
        obstacles: &openapi_codegen::obstacles(document, api),
    })
}

/// Nothing that is there is written over.
fn refuse_existing(root: &Path, changes: &[Change], options: &Init) -> Result<(), Diagnostic> {
    let there: Vec<&str> = changes
        .iter()
        .filter(|change| root.join(&change.name).symlink_metadata().is_ok())
        .map(|change| change.name.as_str())
        .collect();
    match there.as_slice() {
        [] => Ok(()),
        [first, more @ ..] => {
            let folder = options.into.display();
            let message = match more.len() {
                0 => format!("{first} is there already in {folder}"),
                more => format!("{first} and {more} more files are there already in {folder}"),
            };
            Err(Diagnostic::new(message)
                .help("name a new folder with `--into FOLDER`; `add` adds a date to a workspace that exists"))
        }
    }
}

/// Writes everything, or nothing: a folder that was made for it goes as well.
fn write(
    root: &Path,
    changes: &[Change],
    terminal: &mut Terminal<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let missing: Vec<&Path> = root
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    fs::create_dir_all(root).map_err(|error| {
        vec![
            Diagnostic::new(format!(
                "cannot make the folder {}: {error}",
                root.display()
            ))
            .help("name another one with `--into FOLDER`"),
        ]
    })?;
    transaction::commit(root, changes, terminal).inspect_err(|_| {
        for folder in missing {
            // One that somebody has put something into meanwhile stays.
            let _ = fs::remove_dir(folder);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_titles() {
        let name = |title| name_of(title).map(|name| name.to_string());
        assert_eq!(name("Pet Store API").as_deref(), Some("pet-store-api"));
        assert_eq!(name("1st & Last (v3)").as_deref(), Some("st-last-v3"));
        assert_eq!(
            name("GitHub v3 REST API").as_deref(),
            Some("github-v3-rest-api")
        );
        assert_eq!(name("Ünïcode"), Some("n-code".to_owned()));
        assert_eq!(name("名前"), None);
        let long = name(&"word ".repeat(30)).unwrap();
        assert!(long.len() <= 32 && !long.ends_with('-'), "{long}");
    }
}
