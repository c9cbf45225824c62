//! Judging: facts become findings. Facts with one cause become one; sentences, places and fingerprints are filled in.

mod fingerprint;
mod merge;
mod names;
mod once;
mod places;
mod sentences;
mod tellings;

use foldhash::HashMap;
use merge::Merged;
use openapi_doc::Document;

use crate::audience::{Judgement, Verdicts};
use crate::fact::Fact;
use crate::finding::{Finding, HttpMessage};
use crate::message;
use crate::options::Options;
use crate::rule::Default;
use crate::sample::Samples;

pub use fingerprint::fingerprint_of;
pub use sentences::fill;

/// The bytes of a body that is shown by each finding that it belongs to; larger ones are shown once.
const MAX_REPEATED: usize = 4_096;

/// Turns facts into findings, sorted.
pub(crate) fn findings<'d>(
    base: &'d Document,
    revision: &'d Document,
    facts: Vec<Fact<'d>>,
    options: &Options,
) -> Vec<Finding> {
    let causes = once::told_once(merge::merge(facts));
    let shown = |cause: &Merged<'d>| {
        let breaks = cause.verdicts.any(Judgement::Breaking);
        cause.fact.evidence.clone().filter(|_| breaks)
    };
    // The pool of a large document is only filled if there is something to show.
    let mut samples = None;
    for evidence in causes.iter().filter_map(shown) {
        let samples = samples.get_or_insert_with(|| Samples::new(base, revision));
        message::write(&evidence, samples);
    }
    if let Some(samples) = &mut samples {
        samples.make();
    }
    let mut findings: Vec<Finding> = causes
        .into_iter()
        .map(|cause| {
            let evidence = shown(&cause).zip(samples.as_mut());
            let witness = evidence.map(|(evidence, samples)| message::write(&evidence, samples));
            finding(cause, witness, options)
        })
        .collect();
    findings.sort_by(order);
    fingerprint::tell_apart(&mut findings);
    show_once(&mut findings);
    findings
}

/// A large message that several findings show is told by the first of them.
fn show_once(findings: &mut [Finding]) {
    let mut known: HashMap<(usize, String), String> = HashMap::default();
    for finding in findings {
        let witness = finding.witness.as_ref();
        let large = witness.filter(|message| {
            let body = message.body.as_ref();
            body.is_some_and(|body| body.len() > MAX_REPEATED)
        });
        let Some(message) = large else { continue };
        // One value is written once, so that its text has one address.
        let at = message.body.as_ref().map_or(0, |body| body.as_ptr().addr());
        let start = format!("{}\n{:?}", message.start, message.headers);
        if let Some(first) = known.get(&(at, start.clone())) {
            finding.shown_by = Some(first.clone());
            finding.witness = None;
        } else {
            known.insert((at, start), finding.fingerprint.clone());
        }
    }
}

fn finding(cause: Merged<'_>, witness: Option<HttpMessage>, options: &Options) -> Finding {
    let Merged {
        fact,
        verdicts,
        arguments,
        operations,
        directions,
    } = cause;
    let fingerprint = fingerprint::of(&fact, options);
    let says = fact.rule.in_direction(fact.direction);
    let is_harmless = !verdicts.any(Judgement::Breaking) && !verdicts.any(Judgement::Unknown);
    Finding {
        id: fact.rule.id,
        title: fill(&sentences::title(fact.rule, &directions), &arguments),
        why: fill(says.why, &arguments),
        remedy: if is_harmless {
            String::new()
        } else {
            fill(says.remedy, &arguments)
        },
        verdicts,
        base: fact.base.map(places::place),
        revision: fact.revision.map(places::place),
        operations,
        witness,
        shown_by: None,
        reason: fact
            .doubt
            .filter(|_| verdicts.any(Judgement::Unknown))
            .map(sentences::reason),
        fingerprint,
        accepted: false,
    }
}

/// The judgement of one fact: its own where the rule leaves it to the fact.
fn verdicts(fact: &Fact<'_>) -> Verdicts {
    match (
        fact.rule.in_direction(fact.direction).default,
        fact.verdicts,
    ) {
        (Default::Computed, Some(verdicts)) | (Default::Fixed(verdicts), _) => verdicts,
        // A rule that leaves it to a fact that does not say is a defect; it must not pass as compatible.
        (Default::Computed, None) => Verdicts::WIRE_UNKNOWN,
    }
}

/// By place, first in the base document; then by rule.
pub(crate) fn order(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let key = |finding: &Finding| {
        let place = finding.base.as_ref().or(finding.revision.as_ref());
        place.map(|place| (place.file.clone(), place.line, place.column))
    };
    key(a)
        .cmp(&key(b))
        .then_with(|| a.id.cmp(b.id))
        .then_with(|| a.title.cmp(&b.title))
        .then_with(|| a.fingerprint.cmp(&b.fingerprint))
}
