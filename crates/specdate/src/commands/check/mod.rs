//! `specdate check`: all that the registry promises, held against what is there.

mod judge;
mod load;

use openapi_codegen::Status;
use registry::{Api, Day, calendar};

use crate::calendar::today;
use crate::cli::{Check, ColorWhen, ReportFormat};
use crate::comparing::acceptances::Ledger;
use crate::comparing::gate::{self, Gate};
use crate::comparing::nulls;
use crate::issue::Issue;
use crate::output;
use crate::report::check::{
    self as report, ApiCheck, CheckReport, ClientCheck, DatePair, ReleasedCheck, StaleFile,
};
use crate::report::comparison::Report;
use crate::report::diagnostic::Diagnostic;
use crate::report::html;
use crate::report::listing::{Listing, github, junit, sarif};
use crate::report::words::counted;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;
use crate::{Exit, Invocation};
use judge::{JudgedApi, JudgedClient, JudgedCopy, JudgedPair};
use load::LoadedApi;

/// Runs the command. `mending_command` writes what is stale.
///
/// # Errors
///
/// Everything that cannot be read, named or written; what cannot be generated is told below the report.
pub(crate) fn run(
    options: &Check,
    workspace: &Workspace,
    mending_command: &str,
    color: ColorWhen,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let apis = workspace.apis(options.api.as_deref())?;
    let today = options.today.unwrap_or_else(today);
    let loaded = load::load(&apis, workspace, terminal)?;
    for api in &loaded {
        terminal.progress(Verb::Checking, work(api));
    }
    let judged = judge::judge(&loaded, workspace);

    let (mut of_documents, mut unusable) = (Vec::new(), Vec::new());
    let mut ledger = Ledger::new(&workspace.registry, today);
    let apis_checked = judged
        .into_iter()
        .map(|mut api| {
            of_documents.append(&mut api.issues);
            let gate = gate(options, api.loaded.api, workspace);
            check_api(api, &gate, &mut ledger, &mut unusable)
        })
        .collect();
    let report = CheckReport {
        today,
        apis: apis_checked,
        issues: issues(of_documents, &apis, &ledger, today, workspace),
    };

    let text = |styles: &_| match options.printing.format {
        ReportFormat::Text => report::text(&report, styles),
        ReportFormat::Markdown => report::markdown(&report),
        ReportFormat::Json => report::json(&report),
        ReportFormat::Html => html::of_check(&report),
        ReportFormat::Sarif => sarif(&Listing::of_check(&report)),
        ReportFormat::Junit => junit(&Listing::of_check(&report)),
        ReportFormat::Github => github(&Listing::of_check(&report)),
    };
    output::print(
        &options.printing,
        color,
        &invocation.directory,
        terminal,
        text,
    )?;

    let totals = report.totals();
    unusable.extend(report::verdict(&totals, mending_command));
    terminal.tell(&unusable);
    let failed = report.apis.iter().any(ApiCheck::is_unusable);
    Ok(if failed {
        Exit::Unusable
    } else {
        totals.exit()
    })
}

/// `verifa: 1 pair of dates, 2 released copies, the client crates/verifa`
fn work(LoadedApi { api, versions }: &LoadedApi<'_>) -> String {
    let dates = versions.len();
    let pairs = dates * dates.saturating_sub(1) / 2;
    let copies = versions
        .iter()
        .filter(|version| version.released_copy.is_some());
    let mut parts = vec![
        counted(pairs, "pair of dates", "pairs of dates"),
        counted(copies.count(), "released copy", "released copies"),
    ];
    let client = api.client.as_ref();
    parts.extend(client.map(|client| format!("the client {}", client.crate_dir)));
    format!("{}: {}", api.name, parts.join(", "))
}

/// What a released document may not break.
fn gate(options: &Check, api: &Api, workspace: &Workspace) -> Gate {
    match &options.fail_on {
        Some(asked) => Gate::asked(asked),
        None => Gate::of_api(api, &workspace.registry.file).with_wire(),
    }
}

/// The part of the report about one API. Accepted findings are marked, and what could not be generated is noted.
fn check_api(
    judged: JudgedApi<'_>,
    gate: &Gate,
    ledger: &mut Ledger<'_>,
    unusable: &mut Vec<Diagnostic>,
) -> ApiCheck {
    let JudgedApi {
        loaded: LoadedApi { api, .. },
        pairs,
        copies,
        client,
        issues: _,
    } = judged;
    let version = |date| format!("{}@{date}", api.name);
    let pairs = pairs.into_iter().map(|pair| {
        let JudgedPair {
            older,
            newer,
            mut findings,
        } = pair;
        ledger.apply(&api.name, &mut findings);
        let nulls = nulls([&older.document, &newer.document]);
        let [older, newer] = [older, newer].map(|loaded| loaded.version.date);
        DatePair {
            older,
            newer,
            report: Report::new([&version(older), &version(newer)], nulls, findings),
        }
    });
    let pairs = pairs.collect();
    let released = copies.into_iter().map(|copy| {
        let JudgedCopy {
            version: loaded,
            mut findings,
        } = copy;
        ledger.apply(&api.name, &mut findings);
        let date = loaded.version.date;
        let copy = loaded.released_copy.as_ref();
        let nulls = nulls([copy.unwrap_or(&loaded.document), &loaded.document]);
        ReleasedCheck {
            date,
            gated: gate::judge(gate, &findings),
            report: Report::new([&loaded.released_name, &version(date)], nulls, findings),
        }
    });
    ApiCheck {
        name: api.name.to_string(),
        title: api.title.clone(),
        gate: gate.listed.clone(),
        dates: api
            .versions
            .iter()
            .map(|version| (version.date, version.lifecycle))
            .collect(),
        pairs,
        released: released.collect(),
        client: client.map(|client| check_client(client, unusable)),
    }
}

fn check_client(client: JudgedClient<'_>, unusable: &mut Vec<Diagnostic>) -> ClientCheck {
    let JudgedClient { client, files } = client;
    let crate_dir = client.crate_dir.to_string();
    match files {
        Ok(files) => ClientCheck {
            crate_dir,
            files: Some(files.len()),
            stale: files
                .into_iter()
                .filter(|file| file.status != Status::Fresh)
                .map(|file| StaleFile {
                    path: file.path,
                    status: file.status,
                })
                .collect(),
        },
        Err(problems) => {
            unusable.extend(problems);
            ClientCheck {
                crate_dir,
                files: None,
                stale: Vec::new(),
            }
        }
    }
}

/// What is wrong with the registry, and with single documents: in the order of files and lines, errors first.
fn issues(
    of_documents: Vec<Issue>,
    checked: &[&Api],
    ledger: &Ledger<'_>,
    today: Day,
    workspace: &Workspace,
) -> Vec<Issue> {
    // The calendar's rules are about single versions, so those of other APIs can be left out before.
    let mut registry = workspace.registry.clone();
    registry
        .apis
        .retain(|name, _| checked.iter().any(|api| api.name == *name));
    registry.accept.clear();
    let is_checked = |name: &_| checked.iter().any(|api| api.name == *name);

    let calendar = calendar::check(&registry, today);
    let acceptances = ledger.problems(is_checked);
    let of_registry = calendar.into_iter().chain(acceptances).map(Issue::from);
    let mut issues: Vec<Issue> = of_registry.chain(of_documents).collect();
    issues.sort_by(|a, b| {
        (a.severity, &a.file, a.line, a.column, a.id)
            .cmp(&(b.severity, &b.file, b.line, b.column, b.id))
    });
    // A file that several documents reference is told once.
    issues.dedup();
    issues
}
