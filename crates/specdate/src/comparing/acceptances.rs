//! `[[accept]]` entries of the registry, held against what was found.

use registry::{Acceptance, ApiName, Day, Problem, Registry, Severity, State, VersionDate};

use crate::comparing::decision::{Decision, Outcome};
use crate::report::comparison::Entry;

/// The acceptances of a registry on one day, with what they were used for.
pub(crate) struct Ledger<'r> {
    registry: &'r Registry,
    today: Day,
    /// In the order of the registry.
    entries: Vec<Line<'r>>,
}

struct Line<'r> {
    acceptance: &'r Acceptance,
    is_used: bool,
}

impl<'r> Ledger<'r> {
    pub(crate) fn new(registry: &'r Registry, today: Day) -> Self {
        let entries = registry.accept.iter().map(|acceptance| Line {
            acceptance,
            is_used: false,
        });
        Self {
            registry,
            today,
            entries: entries.collect(),
        }
    }

    /// Marks the findings of a comparison that are accepted.
    pub(crate) fn apply(&mut self, api: &ApiName, findings: &mut [Entry]) {
        let about_api = |line: &&mut Line<'_>| {
            let named = line.acceptance.api.as_ref();
            named.is_none_or(|named| named == api)
        };
        let registry = self.registry;
        for line in self.entries.iter_mut().filter(about_api) {
            // A draft may change in ways that a released date may not.
            if released_since(line.acceptance, registry).is_some() {
                continue;
            }
            let holds = expired(line.acceptance, self.today).is_none();
            for entry in findings
                .iter_mut()
                .filter(|entry| entry.fingerprint == line.acceptance.fingerprint)
            {
                line.is_used = true;
                if holds {
                    entry.accepted = true;
                    entry.decision = Some(decision(line.acceptance, &self.registry.file));
                }
            }
        }
    }

    /// The acceptances that are of no use: those that expired and would be needed, and those that nothing needs. Of the
    /// latter only those of which `is_complete` says for each API that they may be about that every comparison was applied
    /// that could need them.
    pub(crate) fn problems(
        &self,
        is_complete: impl Fn(&ApiName, &Acceptance) -> bool,
    ) -> Vec<Problem> {
        let about = |acceptance: &'r Acceptance| {
            let all = self.registry.apis.keys();
            all.filter(move |api| acceptance.api.as_ref().is_none_or(|named| named == *api))
        };
        self.entries
            .iter()
            .filter_map(|line| {
                let Line {
                    acceptance,
                    is_used,
                } = line;
                if let Some(date) = released_since(acceptance, self.registry) {
                    return Some(self.released(acceptance, date));
                }
                let is_complete = |api| is_complete(api, acceptance);
                match expired(acceptance, self.today) {
                    Some(until) if *is_used => Some(self.expired(acceptance, until)),
                    _ if !is_used && about(acceptance).all(is_complete) => {
                        Some(self.unused(acceptance))
                    }
                    _ => None,
                }
            })
            .collect()
    }

    fn expired(&self, acceptance: &Acceptance, until: Day) -> Problem {
        self.problem(
            acceptance,
            "acceptance-expired",
            format!(
                "the acceptance of `{}` expired on {until}",
                acceptance.fingerprint
            ),
            "undo the change, or look at it again and set `until` to a later day",
        )
    }

    fn unused(&self, acceptance: &Acceptance) -> Problem {
        self.problem(
            acceptance,
            "acceptance-unused",
            format!("nothing has the fingerprint `{}`", acceptance.fingerprint),
            "remove the entry, or copy the fingerprint from the report if the change is now another one",
        )
    }

    fn released(&self, acceptance: &Acceptance, date: VersionDate) -> Problem {
        self.problem(
            acceptance,
            "acceptance-unused",
            format!(
                "`{}` was accepted for the draft {date}, which is no draft any more",
                acceptance.fingerprint
            ),
            "remove the entry; it has no effect",
        )
    }

    fn problem(
        &self,
        acceptance: &Acceptance,
        id: &'static str,
        message: String,
        next_step: &str,
    ) -> Problem {
        Problem {
            id,
            severity: Severity::Error,
            file: self.registry.file.clone(),
            position: acceptance.position,
            message,
            next_step: next_step.to_owned(),
        }
    }
}

/// Why a finding passes, who says so, and where.
fn decision(acceptance: &Acceptance, file: &str) -> Decision {
    let Acceptance {
        reason,
        by,
        until,
        position,
        ..
    } = acceptance;
    let by = by
        .as_ref()
        .map_or_else(String::new, |by| format!(" by {by}"));
    let until = until.map_or_else(String::new, |until| format!(" until {until}"));
    Decision {
        outcome: Outcome::Accepted,
        by: format!("{reason} (accepted{by}{until} at {file}:{position})"),
    }
}

/// The date of an acceptance that was about a draft, if that is none any more.
pub(crate) fn released_since(acceptance: &Acceptance, registry: &Registry) -> Option<VersionDate> {
    let date = acceptance.draft?;
    let api = registry.apis.get(acceptance.api.as_ref()?)?;
    let is_draft = api
        .entry(date)
        .is_some_and(|version| version.lifecycle.state() == State::Draft);
    (!is_draft).then_some(date)
}

/// The last day of an acceptance that is over.
pub(crate) fn expired(acceptance: &Acceptance, today: Day) -> Option<Day> {
    acceptance.until.filter(|until| *until < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::comparison::samples::entry;

    const VERSIONS: &str = r#"
        [[api.a.versions]]
        date = "2026-01-01"
        state = "draft"
        [[api.a.versions]]
        date = "2026-02-01"
        state = "draft"
    "#;

    fn registry(more: &str) -> Registry {
        Registry::parse("specdate.toml", &format!("{VERSIONS}\n{more}")).unwrap()
    }

    /// Which of the findings `x` and `y` of the API `a` are accepted, and the messages of the problems.
    fn applied(registry: &Registry, is_complete: bool) -> (Vec<bool>, Vec<String>) {
        let mut findings = ["x", "y"].map(|fingerprint| Entry {
            fingerprint: fingerprint.to_owned(),
            ..entry("rule")
        });
        let mut ledger = Ledger::new(registry, "2026-06-15".parse().unwrap());
        ledger.apply(&"a".parse().unwrap(), &mut findings);
        let problems = ledger.problems(|api, _| is_complete && api.as_str() == "a");
        let messages = problems.into_iter().map(|problem| {
            let Problem {
                file,
                position,
                message,
                id,
                ..
            } = problem;
            format!("{file}:{position}: {message} [{id}]")
        });
        (
            findings.iter().map(|entry| entry.accepted).collect(),
            messages.collect(),
        )
    }

    #[test]
    fn an_acceptance_holds_to_its_last_day() {
        for (until, accepted) in [("2026-06-15", true), ("2026-06-14", false)] {
            let registry = registry(&format!(
                "[[accept]]\nfingerprint = \"x\"\nreason = \"agreed\"\nuntil = \"{until}\"\n"
            ));
            let (flags, problems) = applied(&registry, false);
            assert_eq!(flags, [accepted, false]);
            let expected = "specdate.toml:9:1: the acceptance of `x` expired on 2026-06-14 [acceptance-expired]";
            assert_eq!(problems, if accepted { vec![] } else { vec![expected] });
        }
    }

    #[test]
    fn an_acceptance_that_nothing_needs_is_told_where_it_can_be_about_nothing_else() {
        let unused = "[[accept]]\nfingerprint = \"z\"\nreason = \"agreed\"\n";
        let told = |more: &str, is_complete| applied(&registry(more), is_complete).1.len();
        assert_eq!(told(unused, true), 1);
        assert_eq!(told(unused, false), 0);
        // An API of which this run knows nothing may need it.
        let other = "[api.b]\ntitle = \"B\"\n";
        assert_eq!(told(&format!("{other}{unused}"), true), 0);
        assert_eq!(told(&format!("{other}{unused}api = \"a\"\n"), true), 1);
        assert_eq!(told(&format!("{other}{unused}api = \"b\"\n"), true), 0);
        // That it is over as well is no second problem.
        let over = format!("{unused}until = \"2026-01-01\"\n");
        assert_eq!(told(&over, true), 1);
        assert_eq!(told(&over, false), 0);
    }

    #[test]
    fn an_acceptance_of_a_draft_ends_with_its_release() {
        let of_draft = "[[accept]]\nfingerprint = \"x\"\nreason = \"r\"\napi = \"a\"\ndraft = \"2026-02-01\"\n";
        let mut registry = registry(of_draft);
        assert_eq!(applied(&registry, false), (vec![true, false], vec![]));
        let released = registry.apis.values_mut().flat_map(|api| &mut api.versions);
        for version in released {
            version.lifecycle = registry::Lifecycle::Active {
                released: "2026-02-01".parse().unwrap(),
            };
        }
        let expected = "specdate.toml:9:1: `x` was accepted for the draft 2026-02-01, which is no draft any more [acceptance-unused]";
        assert_eq!(
            applied(&registry, false),
            (vec![false, false], vec![expected.to_owned()])
        );
    }

    #[test]
    fn an_acceptance_of_another_api_accepts_nothing() {
        let registry = registry(
            "[api.b]\ntitle = \"B\"\n[[accept]]\nfingerprint = \"x\"\nreason = \"r\"\napi = \"b\"\n",
        );
        assert_eq!(applied(&registry, false), (vec![false, false], vec![]));
    }
}
