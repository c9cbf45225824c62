//! The whole comparison: pair, detect, judge.

use std::panic::resume_unwind;
use std::thread;

use openapi_doc::Document;

use crate::audience::{Audience, Judgement, Verdicts};
use crate::finding::Finding;
use crate::options::Options;
use crate::unchanged::Unchanged;
use crate::{detect, judge, schema, takeovers};

/// What a comparison came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// What changed, judged; sorted by place in the base document, then by rule.
    pub findings: Vec<Finding>,
}

/// How many findings there are of each kind: the one count that every report shows.
///
/// An audience has a count if it was judged, also where nothing breaks it. Findings that are accepted count under
/// `accepted` only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Findings that break programs that keep to the contract; none if that was not judged, as for the next three.
    pub wire: Option<usize>,
    /// Findings that change what messages mean.
    pub behavior: Option<usize>,
    /// Findings that break the generated client at run time.
    pub client: Option<usize>,
    /// Findings that break code against the generated client.
    pub source: Option<usize>,
    /// Findings that could not be decided for some audience.
    pub unknown: usize,
    /// Findings that affect nobody, other than those of `docs`.
    pub compatible: usize,
    /// Findings that only readers of the documentation notice.
    pub docs: usize,
    /// Findings that the registry accepts.
    pub accepted: usize,
}

/// Compares two documents.
///
/// A document has no finding against itself, and neither has one that says the same in other words.
///
/// ```
/// use openapi_compat::{Judgement, Options, compare};
/// use openapi_doc::{Limits, MemoryFiles, load};
///
/// let document = |paths: &str| {
///     let text = format!("openapi: 3.1.1\ninfo: {{ title: Pets, version: '1' }}\npaths:\n{paths}");
///     load("api.yaml", &MemoryFiles::new([("api.yaml", text)]), &Limits::default()).unwrap()
/// };
/// let pets = "  /pets: { get: { responses: { '200': { description: All. } } } }\n";
/// let toys = "  /toys/{id}:\n    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
///     delete: { responses: { '204': { description: Gone. } } }\n";
/// let base = document(&format!("{pets}{toys}"));
/// let revision = document(pets);
///
/// let comparison = compare(&base, &revision, &Options::default());
/// let removed = &comparison.findings[0];
/// assert_eq!((removed.id, removed.verdicts.wire), ("path-removed", Judgement::Breaking));
/// assert_eq!(removed.title, "path `/toys/{id}` was removed");
/// assert_eq!(removed.base.as_ref().unwrap().to_string(), "api.yaml:6:5");
/// assert_eq!(removed.witness.as_ref().unwrap().to_string(), "DELETE /toys/0");
/// assert_eq!(comparison.summary().wire, Some(1));
///
/// assert!(compare(&base, &base, &Options::default()).findings.is_empty());
/// ```
#[must_use]
pub fn compare(base: &Document, revision: &Document, options: &Options) -> Comparison {
    let pairing = takeovers::pair(base, revision, options);
    let unchanged = Unchanged::between(base, revision);
    let facts = thread::scope(|scope| {
        let plain = scope.spawn(|| detect::facts(base, revision, &pairing, &unchanged, options));
        let of_schemas = schema::detect::facts(base, revision, &pairing, &unchanged, options);
        let mut facts = plain.join().unwrap_or_else(|panic| resume_unwind(panic));
        facts.extend(of_schemas);
        facts
    });
    Comparison {
        findings: judge::findings(base, revision, facts, options),
    }
}

impl Comparison {
    /// The audiences that [`compare`] judges. `source` is none of them: it takes the public surfaces of two clients.
    pub const JUDGED: &[Audience] = &[
        Audience::Wire,
        Audience::Behavior,
        Audience::Client,
        Audience::Docs,
    ];

    /// How many findings there are of each kind.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let findings = self.findings.iter();
        Summary::of(
            Self::JUDGED,
            findings.map(|finding| (finding.verdicts, finding.accepted)),
        )
    }
}

impl Summary {
    /// Counts findings: the verdicts of each, and whether it is accepted. `judged` are the audiences that the comparison
    /// as a whole looked at.
    ///
    /// ```
    /// use openapi_compat::{Comparison, Summary, Verdicts};
    ///
    /// let summary = Summary::of(Comparison::JUDGED, [(Verdicts::WIRE, false), (Verdicts::WIRE, true)]);
    /// assert_eq!((summary.wire, summary.behavior, summary.source), (Some(1), Some(0), None));
    /// assert_eq!(summary.accepted, 1);
    /// ```
    #[must_use]
    pub fn of(judged: &[Audience], findings: impl IntoIterator<Item = (Verdicts, bool)>) -> Self {
        let none = |audience| judged.contains(&audience).then_some(0);
        let mut summary = Self {
            wire: none(Audience::Wire),
            behavior: none(Audience::Behavior),
            client: none(Audience::Client),
            source: none(Audience::Source),
            ..Self::default()
        };
        for (verdicts, accepted) in findings {
            if accepted {
                summary.accepted += 1;
            } else {
                summary.count(verdicts);
            }
        }
        summary
    }

    fn count(&mut self, verdicts: Verdicts) {
        for (count, audience) in [
            (&mut self.wire, Audience::Wire),
            (&mut self.behavior, Audience::Behavior),
            (&mut self.client, Audience::Client),
            (&mut self.source, Audience::Source),
        ] {
            if let Some(count) = count {
                *count += usize::from(verdicts.of(audience) == Judgement::Breaking);
            }
        }
        if verdicts.any(Judgement::Unknown) {
            self.unknown += 1;
        } else if !verdicts.any(Judgement::Breaking) {
            // Docs are judged for changes of the documentation alone.
            if verdicts.docs == Judgement::NotJudged {
                self.compatible += 1;
            } else {
                self.docs += 1;
            }
        }
    }
}
