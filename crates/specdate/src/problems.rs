//! What can be wrong with a registry and with edits of it, for `explain`. What finds it stands elsewhere: the calendar in the
//! registry's crate, acceptances in `comparing`, edits in `review`.

use registry::Severity;

/// One kind of problem.
pub(crate) struct ProblemKind {
    /// Its stable name, as reports show it.
    pub(crate) id: &'static str,
    /// How much it matters; it may be less than that where nothing breaks.
    pub(crate) severity: Severity,
    /// What is wrong, in a few words.
    pub(crate) title: &'static str,
    /// Why that matters.
    pub(crate) reason: &'static str,
}

/// Every kind, sorted by id.
pub(crate) const PROBLEMS: &[ProblemKind] = &[
    ProblemKind {
        id: "acceptance-expired",
        severity: Severity::Error,
        title: "an acceptance is over that is still needed",
        reason: "Somebody said until when the finding may pass, and nobody has looked at it since.",
    },
    ProblemKind {
        id: "acceptance-unused",
        severity: Severity::Error,
        title: "nothing needs an acceptance",
        reason: "The change is gone, or is another one now. An entry that stays would let the same change pass later, unseen.",
    },
    ProblemKind {
        id: "base-unreadable",
        severity: Severity::Warning,
        title: "a document cannot be read at the base of a review",
        reason: "The change may be what mends it, so it is reviewed without that comparison. What was released still counts.",
    },
    ProblemKind {
        id: "client-not-generated",
        severity: Severity::Error,
        title: "a client cannot be generated from its documents",
        reason: "Nobody can call what the documents describe. What stands in the way is told with the document, or by `generate`.",
    },
    ProblemKind {
        id: "client-stale",
        severity: Severity::Error,
        title: "the generated code of a client is not what its documents say",
        reason: "A document changed, or somebody edited generated code. `generate` writes it as it has to be.",
    },
    ProblemKind {
        id: "day-in-future",
        severity: Severity::Error,
        title: "a state is said to be reached on a day to come",
        reason: "Clients are told about a state that they do not meet yet.",
    },
    ProblemKind {
        id: "lifecycle-backward",
        severity: Severity::Error,
        title: "a version went back to an earlier state",
        reason: "Clients know of a release, a deprecation or an end. A released version that is made a draft could change freely.",
    },
    ProblemKind {
        id: "released-copy-changed",
        severity: Severity::Error,
        title: "the copy of what was released was edited or removed",
        reason: "A released document is judged by its copy, so an edit of the copy could hide a break. One that breaks nothing that was released is a warning.",
    },
    ProblemKind {
        id: "released-date-removed",
        severity: Severity::Error,
        title: "a version that is answered was removed from the registry",
        reason: "Nothing would watch over it any more. A released version is deprecated, then retired, and keeps its entry.",
    },
    ProblemKind {
        id: "retired-too-soon",
        severity: Severity::Error,
        title: "a version was retired before its notice period was over",
        reason: "Clients were promised that much time to leave.",
    },
    ProblemKind {
        id: "source-not-judged",
        severity: Severity::Error,
        title: "a gate lists `source`, and nobody can say what a change does to code",
        reason: "It takes the clients of both documents. Where one cannot be generated there is no verdict, and a gate does not pass without the verdict that it asks for. An API without a client has no code that could break: there it is a warning.",
    },
    ProblemKind {
        id: "sunset-passed",
        severity: Severity::Warning,
        title: "the sunset of a version has passed, but it is not retired",
        reason: "The registry and the API may no longer say the same.",
    },
    ProblemKind {
        id: "sunset-too-soon",
        severity: Severity::Error,
        title: "a sunset gives clients less than the notice period",
        reason: "Clients were promised that much time to leave.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_sorted_and_no_rule_or_lint_has_their_ids() {
        assert!(PROBLEMS.is_sorted_by_key(|kind| kind.id));
        for kind in PROBLEMS {
            assert!(crate::comparing::rules().all(|rule| rule.id != kind.id));
            assert!(crate::lints::LINTS.iter().all(|lint| lint.id != kind.id));
        }
    }
}
