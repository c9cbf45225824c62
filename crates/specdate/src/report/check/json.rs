//! A check for programs, and the JSON Schema of that. The types here are the contract.

use openapi_codegen::Status;
use registry::{Audience, Day, PolicyName, Severity, State, VersionDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::{ApiCheck, CheckReport, ClientCheck, Totals};
use crate::comparing::gate::{GateRules, Gated};
use crate::issue::Issue;
use crate::report::comparison::{ReportShape, shape};
use crate::report::json;

/// What `specdate check --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Report of `specdate check`", rename = "Check")]
struct CheckShape<'r> {
    /// The day for calendar rules and acceptances.
    today: Day,
    /// How much there is of everything that can fail the check, and of warnings.
    summary: TotalsShape,
    /// The APIs that were checked, by name.
    apis: Vec<ApiShape<'r>>,
    /// What is wrong with the registry and with single documents: errors first, then by file and line.
    problems: Vec<ProblemShape<'r>>,
}

/// How much there is of everything that can fail the check, and of warnings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Totals")]
pub(crate) struct TotalsShape {
    /// Findings about released documents that break an audience of the gate and are not accepted.
    breaks: usize,
    /// Findings about released documents that could not be decided, where the gate asks for that.
    unknown: usize,
    /// Problems that are errors.
    errors: usize,
    /// Problems that are warnings. They fail nothing.
    warnings: usize,
    /// Files of clients that are not up to date.
    stale: usize,
    /// Clients that could not be generated.
    failed: usize,
}

/// An API of the registry.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Api")]
struct ApiShape<'r> {
    /// Its name in the registry.
    api: &'r str,
    /// Its name for people.
    title: &'r str,
    /// What fails where a released document changed since its release.
    gate: Vec<Audience>,
    /// The policy that decides before that.
    policy: Option<PolicyName>,
    /// How many overrides decide before the policy.
    overrides: usize,
    /// All dates, from the oldest to the newest. Retired ones are not compared.
    dates: Vec<DateShape>,
    /// Every older date with every newer one. Breaks between dates fail nothing.
    pairs: Vec<ReportShape<'r>>,
    /// The released copy of each date with its document.
    released: Vec<ReportShape<'r>>,
    /// The generated client; null if it has none.
    client: Option<ClientShape<'r>>,
}

/// A date of an API.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Date")]
struct DateShape {
    /// The date that names it.
    date: VersionDate,
    /// Where it stands between draft and retired.
    state: State,
}

/// The generated client of an API.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Client")]
pub(crate) struct ClientShape<'r> {
    /// The folder of its crate, from the root of the workspace.
    #[serde(rename = "crate")]
    crate_dir: &'r str,
    /// How many files it has; null if it could not be generated.
    files: Option<usize>,
    /// The files that are not up to date.
    stale: Vec<StaleShape<'r>>,
}

/// A file that is not up to date.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StaleFile")]
struct StaleShape<'r> {
    /// Its path from the root of the workspace.
    path: &'r str,
    /// What is wrong with it.
    status: StatusShape,
}

/// How a file differs from what would be generated now.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Status")]
enum StatusShape {
    Differs,
    Missing,
    LeftOver,
}

/// Something that is wrong with the registry or with one document.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemShape<'r> {
    /// The stable id of its rule.
    id: &'r str,
    /// Whether it fails the check.
    severity: Severity,
    /// The file, from the root of the workspace.
    file: &'r str,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// The column in code points, from 1.
    #[schemars(range(min = 1))]
    column: u32,
    /// What is wrong.
    message: &'r str,
    /// What to do about it.
    help: &'r str,
}

/// The report as JSON, indented.
pub(crate) fn json(report: &CheckReport) -> String {
    let CheckReport {
        today,
        apis,
        issues,
    } = report;
    json::text(&CheckShape {
        today: *today,
        summary: totals(report.totals()),
        apis: apis.iter().map(api).collect(),
        problems: issues.iter().map(problem).collect(),
    })
}

/// The JSON Schema (draft 2020-12) of [`json`].
pub(crate) fn schema_json() -> String {
    json::schema_of::<CheckShape<'_>>()
}

pub(crate) fn totals(totals: Totals) -> TotalsShape {
    let Totals {
        gated: Gated { breaks, unknowns },
        of_drafts: _,
        errors,
        warnings,
        stale,
        failed,
    } = totals;
    TotalsShape {
        breaks,
        unknown: unknowns,
        errors,
        warnings,
        stale,
        failed,
    }
}

fn api(checked: &ApiCheck) -> ApiShape<'_> {
    let ApiCheck {
        name,
        title,
        gate,
        rules: GateRules { policy, overrides },
        dates,
        pairs,
        released,
        client,
    } = checked;
    ApiShape {
        api: name,
        title,
        gate: gate.iter().copied().collect(),
        policy: *policy,
        overrides: *overrides,
        dates: dates
            .iter()
            .map(|(date, lifecycle)| DateShape {
                date: *date,
                state: lifecycle.state(),
            })
            .collect(),
        pairs: pairs.iter().map(|pair| shape(&pair.report)).collect(),
        released: released.iter().map(|one| shape(&one.report)).collect(),
        client: client.as_ref().map(self::client),
    }
}

pub(crate) fn client(checked: &ClientCheck) -> ClientShape<'_> {
    let ClientCheck {
        crate_dir,
        files,
        stale,
    } = checked;
    let status = |status| match status {
        Status::Fresh => None,
        Status::Stale => Some(StatusShape::Differs),
        Status::Missing => Some(StatusShape::Missing),
        Status::LeftOver => Some(StatusShape::LeftOver),
    };
    ClientShape {
        crate_dir,
        files: *files,
        stale: stale
            .iter()
            .filter_map(|file| {
                Some(StaleShape {
                    path: &file.path,
                    status: status(file.status)?,
                })
            })
            .collect(),
    }
}

pub(crate) fn problem(issue: &Issue) -> ProblemShape<'_> {
    let Issue {
        id,
        severity,
        file,
        line,
        column,
        message,
        next_step,
    } = issue;
    ProblemShape {
        id,
        severity: *severity,
        file,
        line: *line,
        column: *column,
        message,
        help: next_step,
    }
}
