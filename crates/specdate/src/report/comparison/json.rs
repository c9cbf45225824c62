//! A comparison for programs, and the JSON Schema of that.
//!
//! The types here are the contract. They are apart from the model so that renaming something inside changes no output.

use openapi_compat::{Judgement, NullReading, Side, Verdicts};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Entry, Excerpt, Report};
use crate::comparing::decision::{Decision, Outcome};
use crate::report::json::{schema_of, text};

/// What `specdate diff --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Report of `specdate diff`", rename = "Comparison")]
pub(crate) struct ReportShape<'r> {
    /// The older document, as it was named on the command line.
    base: &'r str,
    /// The newer document, as it was named on the command line.
    revision: &'r str,
    /// How the documents are read where they say that null is allowed: one reading for each.
    nulls: NullsShape,
    /// How many findings there are of each kind.
    summary: SummaryShape,
    /// The findings: the worst first, then by place.
    findings: Vec<FindingShape<'r>>,
}

/// How the documents are read where they say that null is allowed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Nulls")]
struct NullsShape {
    /// In the base document.
    base: NullReadingShape,
    /// In the revision.
    revision: NullReadingShape,
}

/// What allows null in a document.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "NullReading")]
enum NullReadingShape {
    /// `nullable: true` beside `type`, `anyOf`, `oneOf` or `allOf` (OpenAPI 3.0). An `enum` has to list null as well.
    TypeOrChoice,
    /// `nullable: true` beside `type` only (OpenAPI 3.0 by the letter). An `enum` has to list null as well.
    TypeOnly,
    /// `null` among the types (OpenAPI 3.1).
    Type,
}

/// How many findings there are of each kind; one may count under several audiences.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Summary")]
pub(crate) struct SummaryShape {
    /// Findings that break `wire`; null where that was not judged.
    wire: Option<usize>,
    /// As `wire`.
    behavior: Option<usize>,
    /// As `wire`.
    client: Option<usize>,
    /// As `wire`.
    source: Option<usize>,
    /// Findings with an unknown verdict for any audience.
    unknown: usize,
    /// Findings that break nobody.
    compatible: usize,
    /// Findings about the documentation only.
    docs: usize,
    /// Findings that the registry accepts. They count nowhere else.
    accepted: usize,
}

/// One cause, at one place, with everything that it touches, judged.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct FindingShape<'r> {
    /// The stable id of its rule, which `specdate explain` takes.
    id: &'r str,
    /// Stays the same through edits elsewhere; what an acceptance in the registry names.
    fingerprint: &'r str,
    /// The judgement for each audience.
    verdicts: VerdictsShape,
    /// What happened, in one line.
    title: &'r str,
    /// Why it is judged as it is.
    why: &'r str,
    /// Why it could not be decided, where a verdict is `unknown`.
    reason: Option<&'r str>,
    /// How to make the change so that nobody breaks; null where nobody does.
    remedy: Option<&'r str>,
    /// Where it stands: in the base document, the revision, or both.
    locations: Vec<LocationShape<'r>>,
    /// The operations that it reaches.
    operations: Vec<OperationShape<'r>>,
    /// A message that shows the break.
    witness: Option<WitnessShape<'r>>,
    /// The fingerprint of the finding whose message shows this one as well: a large message is not repeated.
    shown_by: Option<&'r str>,
    /// Whether the registry accepts it.
    accepted: bool,
    /// What it does, and who has decided that; null where nothing is at stake, and where no gate was asked.
    gate: Option<GateShape<'r>>,
}

/// What a finding does, and who has decided that.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Decision")]
struct GateShape<'r> {
    /// What it does.
    outcome: OutcomeShape,
    /// The gate, the policy, the override, or the acceptance with its reason, in words.
    by: &'r str,
}

/// What a finding does: `fails` and `undecided` fail the command.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Outcome")]
enum OutcomeShape {
    Fails,
    Undecided,
    Warns,
    Passes,
    Ignored,
    Accepted,
}

/// The judgement for each audience.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Verdicts")]
struct VerdictsShape {
    /// Programs that send and read messages by the contract.
    wire: JudgementShape,
    /// The same programs: what is still accepted means something else, or information is lost.
    behavior: JudgementShape,
    /// The generated client of the base document at run time.
    client: JudgementShape,
    /// Code that is written against the generated client of the base document.
    source: JudgementShape,
    /// Readers of the documentation.
    docs: JudgementShape,
}

/// How an audience is affected.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Judgement")]
enum JudgementShape {
    NotJudged,
    Compatible,
    Unknown,
    Breaking,
}

/// One of the two documents.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Document")]
enum DocumentShape {
    Base,
    Revision,
}

/// A place in one of the two documents.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Location")]
struct LocationShape<'r> {
    /// In which of the two.
    document: DocumentShape,
    /// The file, by the name under which it was read.
    file: &'r str,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// The column in code points, from 1.
    #[schemars(range(min = 1))]
    column: u32,
    /// The JSON pointer within the file (RFC 6901).
    pointer: &'r str,
    /// The source text there, as it is written; a long one is cut.
    snippet: &'r str,
}

/// An operation that a finding reaches.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Operation")]
struct OperationShape<'r> {
    /// The path template, or the name of a webhook.
    path: &'r str,
    /// The method in capitals.
    method: &'r str,
    /// Which part of it, such as `request` or `response 200`; empty for the whole.
    part: &'r str,
}

/// Which message of an exchange a witness is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Side")]
enum SideShape {
    Request,
    Response,
}

/// An HTTP message that shows a break.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Witness")]
struct WitnessShape<'r> {
    /// A request that the revision refuses, or a response that the base document does not allow.
    side: SideShape,
    /// Method and target of a request, the status of a response.
    start: &'r str,
    /// The headers in the order in which they are sent.
    headers: Vec<HeaderShape<'r>>,
    /// The body as text; null if there is none.
    body: Option<&'r str>,
}

/// A header of a message.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Header")]
struct HeaderShape<'r> {
    /// Its name.
    name: &'r str,
    /// Its value.
    value: &'r str,
}

/// The report as JSON, indented.
pub(crate) fn json(report: &Report) -> String {
    text(&shape(report))
}

/// The JSON Schema (draft 2020-12) of [`json`].
pub(crate) fn schema_json() -> String {
    schema_of::<ReportShape<'_>>()
}

/// The report as a part of another.
pub(crate) fn shape(report: &Report) -> ReportShape<'_> {
    let Report {
        base,
        revision,
        nulls,
        // The counts say it: null is what was not judged.
        judged: _,
        summary,
        findings,
    } = report;
    let [of_base, of_revision] = nulls.map(null_reading);
    let openapi_compat::Summary {
        wire,
        behavior,
        client,
        source,
        unknown,
        compatible,
        docs,
        accepted,
    } = *summary;
    ReportShape {
        base,
        revision,
        nulls: NullsShape {
            base: of_base,
            revision: of_revision,
        },
        summary: SummaryShape {
            wire,
            behavior,
            client,
            source,
            unknown,
            compatible,
            docs,
            accepted,
        },
        findings: findings.iter().map(finding).collect(),
    }
}

fn null_reading(reading: NullReading) -> NullReadingShape {
    match reading {
        NullReading::TypeOrChoice => NullReadingShape::TypeOrChoice,
        NullReading::TypeOnly => NullReadingShape::TypeOnly,
        NullReading::Type => NullReadingShape::Type,
    }
}

fn finding(entry: &Entry) -> FindingShape<'_> {
    let Entry {
        id,
        title,
        why,
        remedy,
        verdicts,
        base,
        revision,
        operations,
        witness,
        shown_by,
        reason,
        fingerprint,
        accepted,
        decision,
    } = entry;
    let base = base
        .as_ref()
        .map(|place| location(DocumentShape::Base, place));
    let revision = revision
        .as_ref()
        .map(|place| location(DocumentShape::Revision, place));
    FindingShape {
        id,
        fingerprint,
        verdicts: verdicts_shape(*verdicts),
        title,
        why,
        reason: reason.as_deref(),
        remedy: Some(remedy.as_str()).filter(|remedy| !remedy.is_empty()),
        locations: base.into_iter().chain(revision).collect(),
        operations: operations
            .iter()
            .map(
                |openapi_compat::Operation { path, method, part }| OperationShape {
                    path,
                    method,
                    part,
                },
            )
            .collect(),
        witness: witness.as_ref().map(witness_shape),
        shown_by: shown_by.as_deref(),
        accepted: *accepted,
        gate: decision.as_ref().map(|Decision { outcome, by }| GateShape {
            outcome: match outcome {
                Outcome::Fails => OutcomeShape::Fails,
                Outcome::Undecided => OutcomeShape::Undecided,
                Outcome::Warns => OutcomeShape::Warns,
                Outcome::Passes => OutcomeShape::Passes,
                Outcome::Ignored => OutcomeShape::Ignored,
                Outcome::Accepted => OutcomeShape::Accepted,
            },
            by,
        }),
    }
}

fn verdicts_shape(verdicts: Verdicts) -> VerdictsShape {
    let Verdicts {
        wire,
        behavior,
        client,
        source,
        docs,
    } = verdicts;
    let shape = |judgement| match judgement {
        Judgement::NotJudged => JudgementShape::NotJudged,
        Judgement::Compatible => JudgementShape::Compatible,
        Judgement::Unknown => JudgementShape::Unknown,
        Judgement::Breaking => JudgementShape::Breaking,
    };
    VerdictsShape {
        wire: shape(wire),
        behavior: shape(behavior),
        client: shape(client),
        source: shape(source),
        docs: shape(docs),
    }
}

fn location(document: DocumentShape, excerpt: &Excerpt) -> LocationShape<'_> {
    let openapi_compat::Place {
        file,
        line,
        column,
        pointer,
        snippet,
    } = &excerpt.place;
    LocationShape {
        document,
        file,
        line: *line,
        column: *column,
        pointer,
        snippet,
    }
}

fn witness_shape(witness: &openapi_compat::HttpMessage) -> WitnessShape<'_> {
    let openapi_compat::HttpMessage {
        side,
        // The operation says it.
        is_inbound: _,
        start,
        headers,
        body,
    } = witness;
    WitnessShape {
        side: match side {
            Side::Request => SideShape::Request,
            Side::Response => SideShape::Response,
        },
        start,
        headers: headers
            .iter()
            .map(|(name, value)| HeaderShape { name, value })
            .collect(),
        body: body.as_deref(),
    }
}
