//! `[[accept]]` entries of the registry, held against what was found.

use registry::{Acceptance, ApiName, Day, Registry, VersionDate};

use crate::documents::{Dated, Source};
use crate::report::comparison::Entry;
use crate::report::diagnostic::Diagnostic;

/// The pair that was compared, as the registry knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) api: ApiName,
    /// None if only one of the two is known.
    pub(crate) dates: Option<[VersionDate; 2]>,
}

impl Pair {
    /// None where no document is one of the registry, or they are of two APIs.
    pub(crate) fn of(base: &Source, revision: &Source) -> Option<Self> {
        Self::known(base.version.as_ref(), revision.version.as_ref())
    }

    fn known(base: Option<&Dated>, revision: Option<&Dated>) -> Option<Self> {
        match (base, revision) {
            (Some(base), Some(revision)) => (base.api == revision.api).then(|| Self {
                api: base.api.clone(),
                dates: Some([base.date, revision.date]),
            }),
            (Some(one), None) | (None, Some(one)) => Some(Self {
                api: one.api.clone(),
                dates: None,
            }),
            (None, None) => None,
        }
    }

    /// Whether an acceptance of this API can only be about this pair: it is the only one that there is.
    fn is_only_one(&self, registry: &Registry) -> bool {
        let versions = registry
            .apis
            .get(&self.api)
            .map(|api| api.versions.as_slice());
        match (versions, self.dates) {
            (Some([older, newer]), Some(dates)) => dates == [older.date, newer.date],
            _ => false,
        }
    }
}

/// Marks the findings that are accepted, and tells which acceptances are of no use.
pub(crate) fn apply(
    registry: &Registry,
    pair: &Pair,
    today: Day,
    findings: &mut [Entry],
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for acceptance in registry.accept.iter().filter(|one| is_about(one, pair)) {
        let expired = acceptance.until.filter(|until| *until < today);
        let mut used = false;
        for entry in findings
            .iter_mut()
            .filter(|entry| entry.fingerprint == acceptance.fingerprint)
        {
            used = true;
            entry.accepted |= expired.is_none();
        }
        let place = format!("{}:{}", registry.file, acceptance.position);
        let fingerprint = &acceptance.fingerprint;
        match (used, expired) {
            (true, Some(until)) => problems.push(
                Diagnostic::new(format!(
                    "{place}: the acceptance of `{fingerprint}` expired on {until} [acceptance-expired]"
                ))
                .help("undo the change, or look at it again and set `until` to a later day"),
            ),
            (false, _) if names(acceptance, registry) && pair.is_only_one(registry) => problems.push(
                Diagnostic::new(format!(
                    "{place}: nothing has the fingerprint `{fingerprint}` [acceptance-unused]"
                ))
                .help("remove the entry, or copy the fingerprint from the report if the change is now another one"),
            ),
            _ => {}
        }
    }
    problems
}

/// Whether an acceptance may be about the API of the pair.
fn is_about(acceptance: &Acceptance, pair: &Pair) -> bool {
    acceptance.api.as_ref().is_none_or(|api| *api == pair.api)
}

/// Whether it is about one API: the one that it names, or the only one.
fn names(acceptance: &Acceptance, registry: &Registry) -> bool {
    acceptance.api.is_some() || registry.apis.len() == 1
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

    fn pair(dates: Option<[&str; 2]>) -> Pair {
        Pair {
            api: "a".parse().unwrap(),
            dates: dates.map(|dates| dates.map(|date| date.parse().unwrap())),
        }
    }

    /// Which of the findings `x` and `y` are accepted, and the rules of the problems.
    fn applied(registry: &Registry, pair: &Pair) -> (Vec<bool>, Vec<String>) {
        let mut findings = ["x", "y"].map(|fingerprint| Entry {
            fingerprint: fingerprint.to_owned(),
            ..entry("rule")
        });
        let today = "2026-06-15".parse().unwrap();
        let problems = apply(registry, pair, today, &mut findings);
        let plain = crate::terminal::Styles::new(false);
        (
            findings.iter().map(|entry| entry.accepted).collect(),
            problems
                .iter()
                .map(|problem| {
                    problem
                        .render(&plain)
                        .lines()
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                })
                .collect(),
        )
    }

    const BOTH: Option<[&str; 2]> = Some(["2026-01-01", "2026-02-01"]);

    #[test]
    fn an_acceptance_holds_to_its_last_day() {
        for (until, accepted) in [("2026-06-15", true), ("2026-06-14", false)] {
            let registry = registry(&format!(
                "[[accept]]\nfingerprint = \"x\"\nreason = \"agreed\"\nuntil = \"{until}\"\n"
            ));
            let (flags, problems) = applied(&registry, &pair(BOTH));
            assert_eq!(flags, [accepted, false]);
            let expected = "error: specdate.toml:9:1: the acceptance of `x` expired on 2026-06-14 [acceptance-expired]";
            assert_eq!(problems, if accepted { vec![] } else { vec![expected] });
        }
    }

    #[test]
    fn an_acceptance_that_nothing_needs_is_told_where_it_can_be_about_nothing_else() {
        let unused = "[[accept]]\nfingerprint = \"z\"\nreason = \"agreed\"\n";
        let told = |registry: &Registry, pair: &Pair| applied(registry, pair).1.len();
        assert_eq!(told(&registry(unused), &pair(BOTH)), 1);
        // Of other pairs this run knows nothing.
        assert_eq!(told(&registry(unused), &pair(None)), 0);
        assert_eq!(
            told(&registry(unused), &pair(Some(["2026-02-01", "2026-02-01"]))),
            0
        );
        let third = "[[api.a.versions]]\ndate = \"2026-03-01\"\nstate = \"draft\"\n";
        assert_eq!(told(&registry(&format!("{third}{unused}")), &pair(BOTH)), 0);
        let other = "[api.b]\ntitle = \"B\"\n";
        assert_eq!(told(&registry(&format!("{other}{unused}")), &pair(BOTH)), 0);
        let named = format!("{other}{unused}api = \"a\"\n");
        assert_eq!(told(&registry(&named), &pair(BOTH)), 1);
    }

    #[test]
    fn an_acceptance_of_another_api_accepts_nothing() {
        let registry = registry(
            "[api.b]\ntitle = \"B\"\n[[accept]]\nfingerprint = \"x\"\nreason = \"r\"\napi = \"b\"\n",
        );
        assert_eq!(
            applied(&registry, &pair(BOTH)),
            (vec![false, false], vec![])
        );
    }

    #[test]
    fn a_pair_is_of_one_api() {
        let dated = |api: &str, date: &str| Dated {
            api: api.parse().unwrap(),
            date: date.parse().unwrap(),
        };
        let (a, b) = (dated("a", "2026-01-01"), dated("b", "2026-01-01"));
        assert_eq!(Pair::known(None, None), None);
        assert_eq!(Pair::known(Some(&a), Some(&b)), None);
        assert_eq!(Pair::known(Some(&a), None), Some(pair(None)));
        let newer = dated("a", "2026-02-01");
        assert_eq!(Pair::known(Some(&a), Some(&newer)), Some(pair(BOTH)));
    }
}
