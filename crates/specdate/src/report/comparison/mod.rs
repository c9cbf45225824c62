//! What `specdate diff` found, and the three ways to show it.

mod json;
mod markdown;
#[cfg(test)]
pub(crate) mod samples;
mod summary;
#[cfg(test)]
mod tests;
mod text;

use std::sync::Arc;

use openapi_compat::{
    Audience, Finding, HttpMessage, Judgement, NullReading, Operation, Place, Side, Summary,
    Verdicts,
};

use crate::comparing::decision::{Decision, Outcome};

pub(crate) use json::{ReportShape, json, schema_json, shape};
pub(crate) use markdown::{MAX_LENGTH, findings as markdown_findings, markdown};
pub(crate) use summary::{breaks, nulls, sentence};
pub(crate) use text::{findings as text_findings, text};

/// How many lines of a place are shown at most.
const MAX_LINES: usize = 6;

/// A comparison as it is shown: everything is decided and counted before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// What the base document is called.
    pub(crate) base: String,
    pub(crate) revision: String,
    /// How the base document and the revision are read where they say that null is allowed.
    pub(crate) nulls: [NullReading; 2],
    /// The audiences that were judged.
    pub(crate) judged: &'static [Audience],
    pub(crate) summary: Summary,
    /// In the order in which they were found.
    pub(crate) findings: Vec<Entry>,
}

/// What is known of a comparison as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Basis {
    /// How the base document and the revision are read where they say that null is allowed.
    pub(crate) nulls: [NullReading; 2],
    /// The audiences that were judged.
    pub(crate) judged: &'static [Audience],
}

/// A finding as it is shown. [`Finding`] cannot be made outside of its crate; this one can, so tests can show any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) why: String,
    pub(crate) remedy: String,
    pub(crate) verdicts: Verdicts,
    pub(crate) base: Option<Excerpt>,
    pub(crate) revision: Option<Excerpt>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) witness: Option<HttpMessage>,
    /// The fingerprint of the finding whose message shows this one as well.
    pub(crate) shown_by: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) fingerprint: String,
    pub(crate) accepted: bool,
    /// What it does where a gate was asked.
    pub(crate) decision: Option<Decision>,
}

/// A place with the lines that stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub(crate) place: Place,
    /// The line above, if it is the key of what stands here.
    pub(crate) above: Option<Arc<str>>,
    /// Whole lines of the file, the first one being the line of the place. Shared: a document may be one long line.
    pub(crate) lines: Vec<Arc<str>>,
    /// Whether what stands there goes on below.
    pub(crate) goes_on: bool,
}

impl Excerpt {
    /// The place with the lines of its snippet, each as `line` says that it stands in the file. What the file does not
    /// tell is made from the snippet, which starts at the column of the place.
    pub(crate) fn new(place: Place, line: impl Fn(u32) -> Option<Arc<str>>) -> Self {
        let all = place.snippet.lines().count().max(1);
        let numbered = (place.line..).zip(place.snippet.lines());
        let mut lines: Vec<Arc<str>> = numbered
            .take(MAX_LINES)
            .map(|(number, cut)| match line(number) {
                Some(whole) => whole,
                None if number == place.line => indented(cut, place.column).into(),
                None => cut.into(),
            })
            .collect();
        if lines.is_empty() {
            lines.extend(line(place.line));
        }
        let above = place.line.checked_sub(1).and_then(&line).filter(|above| {
            lines
                .first()
                .is_some_and(|first| is_key_of(above, first, place.column))
        });
        Self {
            place,
            above,
            lines,
            goes_on: all > MAX_LINES,
        }
    }

    /// How many characters of the first line are meant.
    fn length(&self) -> usize {
        let first = self.place.snippet.lines().next().unwrap_or_default();
        first.trim_end().chars().count().max(1)
    }
}

/// Whether a line of YAML is the key of the value that begins in the next line, at `column`: a value without its name says
/// little.
fn is_key_of(above: &str, line: &str, column: u32) -> bool {
    let before = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    let indent = |text: &str| {
        text.chars()
            .take_while(|character| *character == ' ')
            .count()
    };
    before > 0
        && indent(line) == before
        && indent(above) < before
        && above.trim_end().ends_with(':')
}

fn indented(text: &str, column: u32) -> String {
    let width = usize::try_from(column.saturating_sub(1)).unwrap_or_default();
    // Far to the right is where a file of one line has everything.
    let width = if width > 60 { 0 } else { width };
    format!("{:width$}{text}", "")
}

impl Entry {
    /// The finding with its places as they are to be shown.
    pub(crate) fn new(
        finding: Finding,
        base: impl Fn(Place) -> Excerpt,
        revision: impl Fn(Place) -> Excerpt,
    ) -> Self {
        Self {
            id: finding.id.to_owned(),
            title: finding.title,
            why: finding.why,
            remedy: finding.remedy,
            verdicts: finding.verdicts,
            base: finding.base.map(base),
            revision: finding.revision.map(revision),
            operations: finding.operations,
            witness: finding.witness,
            shown_by: finding.shown_by,
            reason: finding.reason,
            fingerprint: finding.fingerprint,
            accepted: finding.accepted,
            decision: None,
        }
    }

    /// The audiences that have this judgement.
    pub(crate) fn audiences(&self, judgement: Judgement) -> Vec<Audience> {
        Audience::ALL
            .into_iter()
            .filter(|audience| self.verdicts.of(*audience) == judgement)
            .collect()
    }

    /// Where reports put it.
    pub(crate) fn group(&self) -> Group {
        let any = |judgement| {
            Audience::ALL
                .map(|audience| self.verdicts.of(audience))
                .contains(&judgement)
        };
        let breaks = [Audience::Wire, Audience::Client, Audience::Source]
            .map(|audience| self.verdicts.of(audience))
            .contains(&Judgement::Breaking);
        let outcome = self.decision.as_ref().map(|decision| decision.outcome);
        if self.accepted {
            Group::Accepted
        } else if outcome == Some(Outcome::Ignored) {
            Group::Ignored
        } else if breaks || outcome == Some(Outcome::Fails) {
            Group::Breaking
        } else if any(Judgement::Unknown) {
            Group::Unknown
        } else if self.verdicts.behavior == Judgement::Breaking {
            Group::Behavior
        } else if self.verdicts.docs == Judgement::NotJudged {
            Group::Compatible
        } else {
            // Docs are judged for changes of the documentation alone.
            Group::Docs
        }
    }
}

/// The parts of a report, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Breaking,
    Unknown,
    Behavior,
    Accepted,
    /// By an override of the registry.
    Ignored,
    Compatible,
    Docs,
}

impl Report {
    /// A report of everything that a comparison found.
    pub(crate) fn new(
        [base, revision]: [&str; 2],
        Basis { nulls, judged }: Basis,
        findings: Vec<Entry>,
    ) -> Self {
        let counted = findings
            .iter()
            .map(|entry| (entry.verdicts, entry.accepted));
        Self {
            base: base.to_owned(),
            revision: revision.to_owned(),
            nulls,
            summary: Summary::of(judged, counted),
            judged,
            findings,
        }
    }

    /// What is known of the comparison as a whole.
    pub(crate) fn basis(&self) -> Basis {
        Basis {
            nulls: self.nulls,
            judged: self.judged,
        }
    }

    pub(crate) fn group(&self, group: Group) -> impl Iterator<Item = &Entry> {
        self.findings
            .iter()
            .filter(move |entry| entry.group() == group)
    }
}

/// `wire, client`
pub(crate) fn listed(audiences: &[Audience]) -> String {
    let names: Vec<&str> = audiences.iter().map(|audience| audience.as_str()).collect();
    names.join(", ")
}

/// `GET /pets`
pub(crate) fn operation_name(
    Operation {
        path,
        method,
        part: _,
    }: &Operation,
) -> String {
    format!("{method} {path}").trim().to_owned()
}

/// `GET /pets (response 200)`
pub(crate) fn operation(operation: &Operation) -> String {
    let Operation { part, .. } = operation;
    let mut text = operation_name(operation);
    if !part.is_empty() {
        text = format!("{text} ({part})");
    }
    text
}

/// What a witness is. Where the contract holds, it is a message that now says something else.
pub(crate) fn witness_sentence(entry: &Entry, witness: &HttpMessage) -> &'static str {
    let is_refused = entry.verdicts.of(Audience::Wire) == Judgement::Breaking;
    match (witness.side, witness.is_inbound) {
        (Side::Request, false) if is_refused => {
            "the base document allows this request, the revision refuses it"
        }
        (Side::Response, false) if is_refused => {
            "the revision sends this response, the base document does not allow it"
        }
        (Side::Request, true) if is_refused => {
            "the revision sends this request, the base document does not allow it"
        }
        (Side::Response, true) if is_refused => {
            "the base document allows this response, the revision refuses it"
        }
        (Side::Request, _) => "such a request is still accepted",
        (Side::Response, _) => "such a response is still allowed",
    }
}
