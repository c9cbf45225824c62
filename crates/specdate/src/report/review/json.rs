//! A review for programs, and the JSON Schema of that. The types here are the contract.

use registry::{Audience, Day, PolicyName, State, VersionDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::{ApiReview, DateReview, GatedReport, ReviewReport};
use crate::comparing::edits::{Edit, EditKind, Subject};
use crate::comparing::gate::{GateRules, Gated};
use crate::report::check::{
    ClientShape, ProblemShape, TotalsShape, client_shape, problem_shape, totals_shape,
};
use crate::report::comparison::{ReportShape, shape};
use crate::report::json;

/// What `specdate review --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Report of `specdate review`", rename = "Review")]
struct ReviewShape<'r> {
    /// What the change is compared with.
    base: BaseShape<'r>,
    /// The revision that is reviewed, as it was named; null for the working tree.
    head: Option<&'r str>,
    /// The day for calendar rules and acceptances.
    today: Day,
    /// How much there is of everything that can fail the review, and of warnings.
    summary: TotalsShape,
    /// What was edited in the registry.
    registry: Vec<EditShape<'r>>,
    /// The APIs that the change is about, by name.
    apis: Vec<ApiShape<'r>>,
    /// How many APIs the change is not about.
    unchanged: usize,
    /// What is wrong with edits of the registry and with changed documents: errors first, then by file and line.
    problems: Vec<ProblemShape<'r>>,
}

/// What a change is compared with.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Base")]
struct BaseShape<'r> {
    /// The revision as it was named, or the short hash of the commit that was found.
    name: &'r str,
    /// The hash of its commit.
    commit: &'r str,
    /// Why it is this one; null where it was named.
    why: Option<&'r str>,
}

/// One thing that an edit of the registry means.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct EditShape<'r> {
    /// What happened to it.
    kind: EditKindShape,
    /// What it is about.
    subject: SubjectShape,
    /// The API that it is about; null for an acceptance of any API.
    api: Option<&'r str>,
    /// The date that it is about.
    date: Option<VersionDate>,
    /// In words.
    text: &'r str,
    /// The line of the registry file where it stands now; null for what was removed.
    line: Option<usize>,
}

/// What happened to a part of the registry.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "EditKind")]
enum EditKindShape {
    Added,
    Removed,
    Changed,
}

/// What an edit of the registry is about.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Subject")]
enum SubjectShape {
    Api,
    Version,
    /// Something that decides nothing about findings.
    Setting,
    /// What passes and what fails, or how documents are compared.
    Gate,
    Acceptance,
}

/// An API that the change is about.
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
    /// The dates that the change is about, from the oldest to the newest.
    dates: Vec<DateShape<'r>>,
    /// The generated client; null if it has none, or if the change could not have made it stale.
    client: Option<ClientShape<'r>>,
}

/// A date that the change is about.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Date")]
struct DateShape<'r> {
    /// The date that names it.
    date: VersionDate,
    /// Where it stands between draft and retired.
    state: State,
    /// Whether the base has no such date.
    new: bool,
    /// Whether its document changed, or is new; otherwise only the registry or the released copy did.
    touched: bool,
    /// The document against its state at the base. What it finds fails nothing, but for drafts where the registry has a gate
    /// for them.
    since_base: Option<GatedShape<'r>>,
    /// The document against what was released.
    since_release: Option<GatedShape<'r>>,
    /// A new date against older ones. What it finds fails nothing.
    from_older: Vec<ReportShape<'r>>,
}

/// A comparison, and how much of it fails the review.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Gated")]
struct GatedShape<'r> {
    /// Findings that fail the review: by the gate, by a policy or by an override.
    breaks: usize,
    /// Findings that fail it because they could not be decided.
    unknown: usize,
    /// The comparison.
    report: ReportShape<'r>,
}

/// The report as JSON, indented.
pub(crate) fn json(report: &ReviewReport) -> String {
    let ReviewReport {
        base,
        commit,
        why,
        head,
        today,
        edits,
        apis,
        unchanged,
        issues,
    } = report;
    json::text(&ReviewShape {
        base: BaseShape {
            name: base,
            commit,
            why: Some(why.as_str()).filter(|why| !why.is_empty()),
        },
        head: head.as_deref(),
        today: *today,
        summary: totals_shape(report.totals()),
        registry: edits.iter().map(edit).collect(),
        apis: apis.iter().map(api).collect(),
        unchanged: *unchanged,
        problems: issues.iter().map(problem_shape).collect(),
    })
}

/// The JSON Schema (draft 2020-12) of [`json`].
pub(crate) fn schema_json() -> String {
    json::schema_of::<ReviewShape<'_>>()
}

fn edit(edit: &Edit) -> EditShape<'_> {
    let Edit {
        kind,
        api,
        date,
        subject,
        text,
        position,
    } = edit;
    EditShape {
        kind: match kind {
            EditKind::Added => EditKindShape::Added,
            EditKind::Removed => EditKindShape::Removed,
            EditKind::Changed => EditKindShape::Changed,
        },
        subject: match subject {
            Subject::Api => SubjectShape::Api,
            Subject::Version => SubjectShape::Version,
            Subject::Setting => SubjectShape::Setting,
            Subject::Gate => SubjectShape::Gate,
            Subject::Acceptance => SubjectShape::Acceptance,
        },
        api: api.as_ref().map(registry::ApiName::as_str),
        date: *date,
        text,
        line: position.map(|position| position.line),
    }
}

fn api(review: &ApiReview) -> ApiShape<'_> {
    let ApiReview {
        name,
        title,
        gate,
        rules: GateRules { policy, overrides },
        dates,
        client,
    } = review;
    ApiShape {
        api: name,
        title,
        gate: gate.iter().copied().collect(),
        policy: *policy,
        overrides: *overrides,
        dates: dates.iter().map(date).collect(),
        client: client.as_ref().map(client_shape),
    }
}

fn date(review: &DateReview) -> DateShape<'_> {
    let DateReview {
        date,
        state,
        is_new,
        is_touched,
        since_base,
        since_release,
        from_older,
    } = review;
    DateShape {
        date: *date,
        state: *state,
        new: *is_new,
        touched: *is_touched,
        since_base: since_base.as_ref().map(gated),
        since_release: since_release.as_ref().map(gated),
        from_older: from_older.iter().map(shape).collect(),
    }
}

fn gated(review: &GatedReport) -> GatedShape<'_> {
    let GatedReport {
        report,
        gated: Gated { breaks, unknowns },
    } = review;
    GatedShape {
        breaks: *breaks,
        unknown: *unknowns,
        report: shape(report),
    }
}
