//! The whole comparison: pair, detect, judge.

use openapi_doc::Document;

use crate::audience::{Audience, Judgement};
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

/// How many findings there are of each kind. Accepted ones count under `accepted` only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Findings that break programs that keep to the contract.
    pub wire: Option<usize>,
    /// Findings that change what messages mean.
    pub behavior: Option<usize>,
    /// Findings that break the generated client at run time.
    pub client: Option<usize>,
    /// Findings that break code against the generated client; none if that was not judged.
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
    let mut facts = detect::facts(base, revision, &pairing, &unchanged, options);
    facts.extend(schema::detect::facts(
        base, revision, &pairing, &unchanged, options,
    ));
    Comparison {
        findings: judge::findings(base, revision, facts, options),
    }
}

impl Comparison {
    /// How many findings there are of each kind. `source` is none unless some finding was judged for it.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            wire: Some(0),
            behavior: Some(0),
            client: Some(0),
            ..Summary::default()
        };
        for finding in &self.findings {
            if finding.accepted {
                summary.accepted += 1;
            } else {
                summary.count(finding);
            }
        }
        summary
    }
}

impl Summary {
    fn count(&mut self, finding: &Finding) {
        let verdicts = finding.verdicts;
        for (count, audience) in [
            (&mut self.wire, Audience::Wire),
            (&mut self.behavior, Audience::Behavior),
            (&mut self.client, Audience::Client),
            (&mut self.source, Audience::Source),
        ] {
            match verdicts.of(audience) {
                Judgement::Breaking => *count = Some(count.unwrap_or_default() + 1),
                Judgement::Compatible | Judgement::Unknown => *count = count.or(Some(0)),
                Judgement::NotJudged => {}
            }
        }
        if verdicts.any(Judgement::Unknown) {
            self.unknown += 1;
        } else if !verdicts.any(Judgement::Breaking) {
            if verdicts.docs == Judgement::NotJudged {
                self.compatible += 1;
            } else {
                self.docs += 1;
            }
        }
    }
}
