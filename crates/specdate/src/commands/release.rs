//! `specdate release`: a draft becomes a promise.

use std::fmt::Write as _;

use registry::{Api, Lifecycle, RelativePath, State, Version};

use crate::calendar::today;
use crate::cli::Release;
use crate::commands::accept::registry_file;
use crate::commands::add::write;
use crate::commands::check::{Clients, examine};
use crate::documents::tree::{Tree, folder_of};
use crate::documents::{Dated, read_version};
use crate::report::check;
use crate::report::diagnostic::Diagnostic;
use crate::report::edition as report;
use crate::terminal::Terminal;
use crate::workspace::Workspace;
use crate::{Exit, Invocation};

/// Runs the command.
///
/// # Errors
///
/// Everything for which nothing was written.
pub(crate) fn run(
    options: &Release,
    workspace: &Workspace,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let Release { api, date, .. } = options;
    let today = options.today.unwrap_or_else(today);
    let named = |error: &dyn std::fmt::Display| vec![Diagnostic::new(error.to_string())];
    let api = workspace.registry.api(api).map_err(|error| named(&error))?;
    let version = api.version(date).map_err(|error| named(&error))?;
    let copy = released_copy(api, version, workspace)?;
    let mut edited = registry_file(workspace)?;
    edited
        .set_lifecycle(
            api.name.as_str(),
            *date,
            Lifecycle::Active { released: today },
        )
        .map_err(|error| named(&error))?;
    if copy.path != version.released_copy {
        edited
            .set_released_copy(api.name.as_str(), *date, &copy.path)
            .map_err(|error| named(&error))?;
    }
    // What was accepted for the draft has no effect any more.
    let of_draft: Vec<String> = workspace
        .registry
        .accept
        .iter()
        .filter(|accepted| {
            accepted.api.as_ref() == Some(&api.name) && accepted.draft == Some(*date)
        })
        .map(|accepted| accepted.fingerprint.clone())
        .collect();
    for fingerprint in &of_draft {
        edited
            .remove_acceptance(fingerprint)
            .map_err(|error| named(&error))?;
    }

    // Everything is tried as it will be, before a file is written.
    let after = workspace.with(edited.text().to_owned(), copy.files.clone())?;
    let api = after
        .registry
        .api(api.name.as_str())
        .map_err(|error| named(&error))?;
    let mut unusable = Vec::new();
    let checked = examine(
        &[api],
        None,
        today,
        &after,
        Clients::Passed,
        &mut unusable,
        terminal,
    )?;
    let totals = checked.totals();
    if totals.exit() != Exit::Success {
        let styles = terminal.out.styles;
        terminal.end_progress();
        terminal.out.write(&check::text(&checked, &styles));
        let message = format!(
            "{}@{date} was not released: {}",
            api.name,
            totals.sentence()
        );
        let help = format!(
            "mend what the report says; `{} check {}` has it as well",
            invocation.program, api.name
        );
        terminal.tell(&[Diagnostic::new(message).help(help)]);
        return Ok(totals.exit());
    }
    let changes = write(copy.files, api, &after, terminal)?;

    terminal.end_progress();
    let styles = terminal.out.styles;
    let mut what = format!("{}@{date} is released on {today}", api.name);
    if !of_draft.is_empty() {
        let removed = of_draft.join("`, `");
        let _ = write!(
            what,
            "; what was accepted for the draft is removed: `{removed}`"
        );
    }
    terminal
        .out
        .write(&report::written(&what, &changes, &styles));
    Ok(Exit::Success)
}

/// What a release keeps.
struct ReleasedCopy {
    /// For the registry.
    path: RelativePath,
    /// The document and what it references, each from the root of the workspace.
    files: Vec<(String, Vec<u8>)>,
}

/// The document of a draft, as it will be kept.
fn released_copy(
    api: &Api,
    version: &Version,
    workspace: &Workspace,
) -> Result<ReleasedCopy, Vec<Diagnostic>> {
    let refused = |message: String, help: &str| Err(vec![Diagnostic::new(message).help(help)]);
    let date = version.date;
    let place = format!("{}:{}", workspace.registry.file, version.position);
    let state = version.lifecycle.state();
    if state != State::Draft {
        let released = version.lifecycle.released();
        let on = released.map_or_else(String::new, |day| format!(" on {day}"));
        return refused(
            format!("{place}: version {date} is `{state}`: it was released{on}"),
            "release a draft, or `add` a new date",
        );
    }
    let name = workspace.document_name(&version.document);
    let dated = Dated {
        api: api.name.clone(),
        date,
    };
    let document = read_version(&name, dated, workspace)?;
    let read = |name: &str| std::fs::read(workspace.root.join(name));
    let copy = if let Some(tree) = Tree::of(&document.document) {
        // A copy that referenced files elsewhere would go on changing with them.
        let folder = folder_of(&version.released_copy);
        let path = tree.entry(folder).ok_or_else(|| {
            let message = format!("{name} has no name that a registry can say");
            vec![Diagnostic::new(message).help("rename the file")]
        })?;
        ReleasedCopy {
            path,
            files: tree.placed(&format!("{}/{folder}", workspace.registry_dir)),
        }
    } else {
        let contents = read(&name)
            .map_err(|error| vec![Diagnostic::new(format!("cannot read {name}: {error}"))])?;
        ReleasedCopy {
            files: vec![(workspace.document_name(&version.released_copy), contents)],
            path: version.released_copy.clone(),
        }
    };
    let other = copy
        .files
        .iter()
        .find(|(name, contents)| read(name).is_ok_and(|found| found != *contents));
    match other {
        None => Ok(copy),
        Some((other, _)) => refused(
            format!("{other} is there already, and is not what {name} says"),
            "remove it: a draft has no released copy",
        ),
    }
}
