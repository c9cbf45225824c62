//! Judging: facts become findings. Facts with one cause become one; sentences, places and fingerprints are filled in.

mod fingerprint;
mod merge;
mod names;
mod once;
mod places;
mod sentences;
mod tellings;

use std::panic::resume_unwind;
use std::thread;

use foldhash::HashMap;
use merge::Merged;
use openapi_doc::Document;

use crate::audience::{Judgement, Verdicts};
use crate::fact::{Evidence, Fact};
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
    let evidence: Vec<Option<Evidence<'d>>> = causes.iter().map(shown).collect();
    let (mut findings, witnesses) = thread::scope(|scope| {
        let told = scope.spawn(|| {
            let findings = causes.into_iter().map(|cause| finding(cause, options));
            findings.collect::<Vec<Finding>>()
        });
        let witnesses = messages(base, revision, &evidence);
        let findings = told.join().unwrap_or_else(|panic| resume_unwind(panic));
        (findings, witnesses)
    });
    for (finding, witness) in findings.iter_mut().zip(witnesses) {
        finding.witness = witness;
    }
    findings.sort_by(order);
    fingerprint::tell_apart(&mut findings);
    show_once(&mut findings);
    findings
}

/// The messages that show what there is evidence of.
fn messages<'d>(
    base: &'d Document,
    revision: &'d Document,
    evidence: &[Option<Evidence<'d>>],
) -> Vec<Option<HttpMessage>> {
    // The pool of a large document is only filled if there is something to show.
    let mut samples = None;
    for evidence in evidence.iter().flatten() {
        let samples = samples.get_or_insert_with(|| Samples::new(base, revision));
        message::write(evidence, samples);
    }
    if let Some(samples) = &mut samples {
        samples.make();
    }
    let messages = evidence.iter().map(|evidence| {
        let (evidence, samples) = evidence.as_ref().zip(samples.as_mut())?;
        Some(message::write(evidence, samples))
    });
    messages.collect()
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

/// What is told of a cause; its message comes later.
fn finding(cause: Merged<'_>, options: &Options) -> Finding {
    let Merged {
        fact,
        verdicts,
        arguments,
        operations,
        directions,
    } = cause;
    let fingerprint = fingerprint::of(&fact, options);
    let [base, revision] = places::of(&fact);
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
        base,
        revision,
        operations,
        witness: None,
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
