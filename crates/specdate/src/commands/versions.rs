//! `specdate versions`: the dates of the APIs in the registry.

use registry::{Api, Day, Lifecycle, Version};

use crate::Exit;
use crate::calendar::today;
use crate::cli::{OutputFormat, Versions};
use crate::report::diagnostic::Diagnostic;
use crate::report::versions::{self as report, ApiRow, FileRow, Listing, VersionRow};
use crate::terminal::Terminal;
use crate::workspace::Workspace;

/// Runs the command.
///
/// # Errors
///
/// If there is no such API.
pub(crate) fn run(
    options: &Versions,
    workspace: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let apis = workspace.apis(options.api.as_deref())?;
    let today = options.today.unwrap_or_else(today);
    let listing = Listing {
        today,
        apis: apis
            .into_iter()
            .map(|api| row_of_api(api, today, workspace))
            .collect(),
    };
    terminal.end_progress();
    let text = match options.format {
        OutputFormat::Text => report::text(&listing, &terminal.out.styles),
        OutputFormat::Json => report::json(&listing),
    };
    terminal.out.write(&text);
    Ok(Exit::Success)
}

fn row_of_api(api: &Api, today: Day, workspace: &Workspace) -> ApiRow {
    let row = |version: &Version| VersionRow {
        date: version.date,
        lifecycle: version.lifecycle,
        days_left: days_left(version.lifecycle, today),
        older: api
            .supported()
            .rev()
            .map(|other| other.date)
            .find(|date| *date < version.date),
        newer: api
            .supported()
            .map(|other| other.date)
            .find(|date| *date > version.date),
        document: file(&version.document, workspace),
        released_copy: file(&version.released_copy, workspace),
    };
    ApiRow {
        name: api.name.to_string(),
        title: api.title.clone(),
        latest: api.latest().map(|version| version.date),
        versions: api.versions.iter().map(row).collect(),
    }
}

fn file(path: &registry::RelativePath, workspace: &Workspace) -> FileRow {
    let path = workspace.document_name(path);
    let exists = workspace.root.join(&path).is_file();
    FileRow { path, exists }
}

/// Days to the sunset, of a version that still has one ahead of it or behind it; 0 on its last day.
fn days_left(lifecycle: Lifecycle, today: Day) -> Option<i64> {
    match lifecycle {
        Lifecycle::Deprecated { sunset, .. } => Some(today.days_until(sunset)),
        Lifecycle::Draft | Lifecycle::Active { .. } | Lifecycle::Retired { .. } => None,
    }
}
