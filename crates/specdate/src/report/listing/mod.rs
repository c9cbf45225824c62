//! What a run found, for other programs: code scanning, test reports, annotations of a pull request.

mod github;
mod junit;
mod sarif;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use openapi_compat::{Judgement, Place};
use registry::Severity;

use crate::comparing::decision::{Decision, Outcome};
use crate::issue::Issue;
use crate::report::check::{CheckReport, ClientCheck};
use crate::report::comparison::{Entry, Group, Report, listed, sentence, witness_sentence};
use crate::report::review::{DateReview, ReviewReport};

pub(crate) use github::github;
pub(crate) use junit::junit;
pub(crate) use sarif::sarif;

/// The comparisons that a run is about, and what is wrong with single files.
pub(crate) struct Listing<'r> {
    comparisons: Vec<Cow<'r, Report>>,
    /// About the registry, documents and clients.
    issues: Vec<Cow<'r, Issue>>,
}

impl<'r> Listing<'r> {
    /// One pair of documents, and what is wrong beside it.
    pub(crate) fn of_comparison(report: &'r Report, issues: &'r [Issue]) -> Self {
        Self {
            comparisons: vec![Cow::Borrowed(report)],
            issues: issues.iter().map(Cow::Borrowed).collect(),
        }
    }

    /// What can fail a check: each released document against its released copy. What breaks between two dates is what
    /// dates are for, and is left to reports for people.
    pub(crate) fn of_check(report: &'r CheckReport) -> Self {
        let released = report.apis.iter().flat_map(|api| &api.released);
        Self {
            comparisons: released
                .map(|released| Cow::Borrowed(&released.report))
                .collect(),
            issues: issues(
                &report.issues,
                report.apis.iter().filter_map(|api| api.client.as_ref()),
            ),
        }
    }

    /// What a branch changed since its base, and since releases.
    pub(crate) fn of_review(report: &'r ReviewReport) -> Self {
        let dates = report.apis.iter().flat_map(|api| &api.dates);
        Self {
            comparisons: dates.flat_map(DateReview::since).map(Cow::Owned).collect(),
            issues: issues(
                &report.issues,
                report.apis.iter().filter_map(|api| api.client.as_ref()),
            ),
        }
    }
}

/// What is wrong with single files, those of clients among them: one for each client, because it has one cause.
fn issues<'r>(
    known: &'r [Issue],
    clients: impl Iterator<Item = &'r ClientCheck>,
) -> Vec<Cow<'r, Issue>> {
    let of_client = |client: &ClientCheck| {
        let ClientCheck {
            crate_dir,
            files,
            stale,
        } = client;
        let about = |id, file: String, message: String, next_step: &str| Issue {
            id,
            severity: Severity::Error,
            file,
            line: 1,
            column: 1,
            message,
            next_step: next_step.to_owned(),
        };
        match (files, stale.as_slice()) {
            (None, _) => Some(about(
                "client-not-generated",
                format!("{crate_dir}/Cargo.toml"),
                format!("the client {crate_dir} cannot be generated"),
                "see what `generate` says",
            )),
            (Some(_), []) => None,
            (Some(_), [first, ..]) => {
                let names: Vec<&str> = stale.iter().map(|file| file.path.as_str()).collect();
                Some(about(
                    "client-stale",
                    first.path.clone(),
                    format!(
                        "the client {crate_dir} is not what its documents say: {}",
                        names.join(", ")
                    ),
                    "run `generate` and commit what it writes",
                ))
            }
        }
    };
    let known = known.iter().map(Cow::Borrowed);
    known
        .chain(clients.filter_map(of_client).map(Cow::Owned))
        .collect()
}

/// How loud something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Error,
    Warning,
    Note,
}

impl Level {
    /// As the gate has decided; where none is asked, by what the finding is.
    fn of(entry: &Entry) -> Self {
        let plain = match entry.group() {
            Group::Breaking => Self::Error,
            Group::Unknown | Group::Behavior => Self::Warning,
            Group::Accepted | Group::Ignored | Group::Compatible | Group::Docs => Self::Note,
        };
        let outcome = entry.decision.as_ref().map(|decision| decision.outcome);
        match outcome {
            Some(Outcome::Fails | Outcome::Undecided) => Self::Error,
            Some(Outcome::Warns) => Self::Warning,
            Some(Outcome::Passes) => plain.max(Self::Warning),
            Some(Outcome::Ignored | Outcome::Accepted) => Self::Note,
            None => plain,
        }
    }

    fn of_issue(issue: &Issue) -> Self {
        if issue.is_error() {
            Self::Error
        } else {
            Self::Warning
        }
    }
}

/// Where a finding is shown: as it is now, or where it was.
fn place(entry: &Entry) -> Option<&Place> {
    let excerpt = entry.revision.as_ref().or(entry.base.as_ref())?;
    Some(&excerpt.place)
}

/// Everything about a finding but its title, in lines.
fn details(entry: &Entry) -> Vec<String> {
    let mut lines = vec![entry.why.clone()];
    for (words, judgement) in [
        ("breaks", Judgement::Breaking),
        ("unknown for", Judgement::Unknown),
    ] {
        let audiences = entry.audiences(judgement);
        if !audiences.is_empty() {
            lines.push(format!("{words}: {}", listed(&audiences)));
        }
    }
    lines.extend(
        entry
            .reason
            .as_ref()
            .map(|reason| format!("undecided: {reason}")),
    );
    if !entry.remedy.is_empty() {
        lines.push(format!("instead: {}", entry.remedy));
    }
    let places = [("before", &entry.base), ("after", &entry.revision)];
    for (words, excerpt) in places {
        if let Some(excerpt) = excerpt {
            lines.push(format!("{words}: {}", excerpt.place));
        }
    }
    if let Some(witness) = &entry.witness {
        lines.push(format!("witness: {}:", witness_sentence(entry, witness)));
        lines.extend(witness.to_string().lines().map(str::to_owned));
    }
    if let Some(first) = &entry.shown_by {
        lines.push(format!(
            "witness: the message of {first} shows this as well"
        ));
    }
    lines.push(format!("fingerprint: {}", entry.fingerprint));
    if let Some(Decision { outcome, by }) = &entry.decision {
        lines.push(format!("gate: {}: {by}", outcome.word()));
    } else if entry.accepted {
        lines.push("accepted in the registry".to_owned());
    }
    lines
}

/// `base -> revision: 1 break (wire)`
fn outcome(report: &Report) -> String {
    let Report {
        base,
        revision,
        summary,
        ..
    } = report;
    format!("{base} -> {revision}: {}", sentence(summary))
}
