//! `specdate check`: all that the registry promises, held against what is there.

mod judge;

use registry::{Acceptance, Api, Day, State, calendar};

use crate::calendar::today;
use crate::cli::{Check, ColorWhen, FailOn};
use crate::comparing::acceptances::Ledger;
use crate::comparing::basis;
use crate::comparing::clients;
use crate::comparing::gate::{self, Gate};
use crate::comparing::load::{self, LoadedApi};
use crate::comparing::source;
use crate::issue::{self, Issue};
use crate::output;
use crate::report::check::{self as report, ApiCheck, CheckReport, DatePair, ReleasedCheck};
use crate::report::comparison::Report;
use crate::report::diagnostic::Diagnostic;
use crate::report::words::counted;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;
use crate::{Exit, Invocation};
pub(crate) use judge::Clients;
use judge::{JudgedApi, JudgedClient, JudgedCopy, JudgedPair};

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
    let today = options.promise.today.unwrap_or_else(today);
    let mut unusable = Vec::new();
    let fail_on = options.promise.fail_on.as_ref();
    let report = examine(
        &apis,
        fail_on,
        today,
        workspace,
        Clients::Checked,
        &mut unusable,
        terminal,
    )?;
    output::print(
        &options.printing,
        color,
        &invocation.directory,
        terminal,
        &report,
    )?;

    let totals = report.totals();
    unusable.extend(report::verdict(
        "check",
        &totals,
        None,
        mending_command,
        invocation.program,
    ));
    terminal.tell(&unusable);
    let failed = report.apis.iter().any(ApiCheck::is_unusable);
    Ok(if failed {
        Exit::Unusable
    } else {
        totals.exit()
    })
}

/// Looks at everything. Why clients cannot be generated goes to `unusable`.
///
/// # Errors
///
/// Everything that cannot be read.
pub(crate) fn examine(
    apis: &[&Api],
    fail_on: Option<&FailOn>,
    today: Day,
    workspace: &Workspace,
    clients: Clients,
    unusable: &mut Vec<Diagnostic>,
    terminal: &mut Terminal<'_>,
) -> Result<CheckReport, Vec<Diagnostic>> {
    let mut loaded = load::load(apis, workspace, terminal)?;
    for api in &loaded {
        terminal.progress(Verb::Checking, work(api));
    }
    let not_judged = source::complete_copies(&mut loaded, fail_on, &workspace.registry, terminal);
    let mut of_documents: Vec<Issue> = not_judged.into_iter().map(Issue::from).collect();
    terminal.working(Verb::Checking);
    let mut ledger = Ledger::new(&workspace.registry, today);
    let checked = judge::judge(&loaded, workspace, clients)
        .into_iter()
        .map(|mut api| {
            of_documents.append(&mut api.issues);
            check_api(api, fail_on, workspace, &mut ledger, unusable)
        })
        .collect();
    Ok(CheckReport {
        today,
        apis: checked,
        issues: issues(of_documents, apis, &ledger, today, workspace),
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

/// The part of the report about one API. Accepted findings are marked, and what could not be generated is noted.
fn check_api(
    judged: JudgedApi<'_>,
    fail_on: Option<&FailOn>,
    workspace: &Workspace,
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
    let file = &workspace.registry.file;
    let gate = |state| Gate::asked_or_of_state(fail_on, api, state, file);
    let pairs = pairs.into_iter().map(|pair| {
        let JudgedPair {
            older,
            newer,
            mut findings,
        } = pair;
        ledger.apply(&api.name, &mut findings);
        let basis = basis([&older.document, &newer.document]);
        let [older, newer] = [older, newer].map(|loaded| loaded.version.date);
        DatePair {
            older,
            newer,
            report: Report::new([&version(older), &version(newer)], basis, findings),
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
        let basis = basis([copy.unwrap_or(&loaded.document), &loaded.document]);
        let gate = gate(loaded.version.lifecycle.state());
        ReleasedCheck {
            date,
            gated: gate::judge(&gate, &mut findings),
            report: Report::new([&loaded.released_name, &version(date)], basis, findings),
        }
    });
    ApiCheck {
        name: api.name.to_string(),
        title: api.title.clone(),
        rules: gate(State::Active).rules(),
        gate: gate(State::Active).listed,
        dates: api
            .versions
            .iter()
            .map(|version| (version.date, version.lifecycle))
            .collect(),
        pairs,
        released: released.collect(),
        client: client
            .map(|JudgedClient { client, files }| clients::check(client, files, unusable)),
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
    // What changed in a draft is known to `review` only.
    let is_checked = |name: &_, accepted: &Acceptance| {
        accepted.draft.is_none() && checked.iter().any(|api| api.name == *name)
    };

    let calendar = calendar::check(&registry, today);
    let acceptances = ledger.problems(is_checked);
    let of_registry = calendar.into_iter().chain(acceptances).map(Issue::from);
    let mut issues: Vec<Issue> = of_registry.chain(of_documents).collect();
    issue::sort(&mut issues);
    issues
}
