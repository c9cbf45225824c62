//! Whether what was found fails the command.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::AddAssign;

use openapi_compat::{Audience, Judgement};
use registry::{Api, Audience as Listed, Level, Override, PolicyName, State};

use crate::Exit;
use crate::cli::FailOn;
use crate::comparing::decision::{Decision, Outcome};
use crate::comparing::policy::Policy;
use crate::comparing::source;
use crate::report::comparison::Entry;
use crate::report::diagnostic::Diagnostic;
use crate::report::words::counted;

/// What makes a comparison fail, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gate {
    pub(crate) listed: BTreeSet<Listed>,
    /// What a provider says about single rules.
    policy: Option<Policy>,
    /// What the registry says about single rules.
    overrides: Vec<Override>,
    /// For messages: `--fail-on`, or the setting of the registry.
    origin: String,
    /// For messages about overrides.
    registry_file: String,
}

impl Gate {
    /// What the command line asks for: these audiences, whatever the registry says.
    pub(crate) fn asked(FailOn(listed): &FailOn) -> Self {
        Self::plain(listed.clone())
    }

    /// Where nobody says anything.
    pub(crate) fn usual() -> Self {
        Self::plain(Listed::default_gate())
    }

    fn plain(listed: BTreeSet<Listed>) -> Self {
        Self {
            listed,
            policy: None,
            overrides: Vec::new(),
            origin: "`--fail-on`".to_owned(),
            registry_file: String::new(),
        }
    }

    /// What the registry asks for in comparisons of an API.
    pub(crate) fn of_api(api: &Api, registry_file: &str) -> Self {
        let policy = api.gate.policy.map(Policy::of);
        let mut listed = api.gate.fail_on.clone();
        listed.extend(policy.iter().flat_map(|policy| policy.fail_on.clone()));
        Self {
            listed,
            policy,
            overrides: api.gate.overrides.clone(),
            origin: format!("the gate of `{}` in {registry_file}", api.name),
            registry_file: registry_file.to_owned(),
        }
    }

    /// What the registry asks for where a version in this state changed.
    pub(crate) fn of_state(api: &Api, state: State, registry_file: &str) -> Self {
        let mut gate = Self::of_api(api, registry_file);
        let mut listed = api.gate.of_state(state);
        // A policy is about what clients have.
        if let (Some(policy), true) = (&gate.policy, state != State::Draft) {
            listed.extend(policy.fail_on.iter().copied());
        }
        gate.listed = listed;
        gate
    }

    /// What fails where a version in this state changed: what the command line asks for, else what the registry does.
    pub(crate) fn asked_or_of_state(
        asked: Option<&FailOn>,
        api: &Api,
        state: State,
        registry_file: &str,
    ) -> Self {
        asked.map_or_else(|| Self::of_state(api, state, registry_file), Self::asked)
    }

    /// Whether code that no longer compiles may fail: by the list, or by an override of a rule about it.
    pub(crate) fn asks_for_source(&self) -> bool {
        let is_about_it = |decision: &Override| {
            let mut rules = source::RULES.iter();
            decision.level == Level::Error && rules.any(|rule| rule.id == decision.id)
        };
        self.listed.contains(&Listed::Source) || self.overrides.iter().any(is_about_it)
    }

    /// Who says what fails, for messages.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// What decides before the lists of audiences: the policy, and the number of overrides.
    pub(crate) fn rules(&self) -> GateRules {
        GateRules {
            policy: self.policy.as_ref().map(|policy| policy.name),
            overrides: self.overrides.len(),
        }
    }

    /// What a finding does; none where nothing is at stake. What was accepted passes.
    pub(crate) fn decide(&self, entry: &Entry) -> Option<Decision> {
        if entry.accepted {
            return None;
        }
        let is = |judgement| move |audience: &Audience| entry.verdicts.of(*audience) == judgement;
        let is_at_stake = Audience::ALL
            .iter()
            .any(|audience| is(Judgement::Breaking)(audience) || is(Judgement::Unknown)(audience));
        let by_rule = self
            .by_override(entry)
            .or_else(|| self.by_policy(&entry.id))
            .filter(|decision| is_at_stake || decision.outcome == Outcome::Fails);
        if by_rule.is_some() || !is_at_stake {
            return by_rule;
        }
        let audiences: Vec<Audience> = self
            .listed
            .iter()
            .filter_map(|listed| audience(*listed))
            .collect();
        let broken: Vec<&str> = audiences
            .iter()
            .filter(|audience| is(Judgement::Breaking)(audience))
            .map(|audience| audience.as_str())
            .collect();
        let origin = &self.origin;
        if !broken.is_empty() {
            return Some(Decision {
                outcome: Outcome::Fails,
                by: format!("{origin} lists {}", broken.join(", ")),
            });
        }
        let is_undecided = self.listed.contains(&Listed::Unknown)
            && (is(Judgement::Unknown)(&Audience::Wire)
                || audiences.iter().any(is(Judgement::Unknown)));
        Some(if is_undecided {
            Decision {
                outcome: Outcome::Undecided,
                by: format!("{origin} lists unknown"),
            }
        } else {
            Decision {
                outcome: Outcome::Passes,
                by: format!("{origin} lists {}", names(&self.listed)),
            }
        })
    }

    fn by_override(&self, entry: &Entry) -> Option<Decision> {
        let paths = || entry.operations.iter().map(|one| one.path.as_str());
        let decision = self
            .overrides
            .iter()
            .find(|decision| decision.is_about(&entry.id, paths()))?;
        let Override {
            level,
            reason,
            position,
            ..
        } = decision;
        Some(Decision {
            outcome: Outcome::of(*level),
            by: format!(
                "the override at {}:{position}: {reason}",
                self.registry_file
            ),
        })
    }

    fn by_policy(&self, id: &str) -> Option<Decision> {
        let policy = self.policy.as_ref()?;
        let rule = policy.rule(id)?;
        Some(Decision {
            outcome: Outcome::of(rule.level),
            by: format!(
                "the policy `{}`: {} ({})",
                policy.name, rule.says, rule.source
            ),
        })
    }
}

/// `wire, unknown`
fn names(listed: &BTreeSet<Listed>) -> String {
    if listed.is_empty() {
        return "nothing".to_owned();
    }
    let names: Vec<&str> = listed.iter().map(|audience| audience.as_str()).collect();
    names.join(", ")
}

/// What decides before the lists of audiences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GateRules {
    pub(crate) policy: Option<PolicyName>,
    pub(crate) overrides: usize,
}

impl fmt::Display for GateRules {
    /// `, after the policy github and 2 overrides`; nothing where there are none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let policy = self.policy.map(|policy| format!("the policy {policy}"));
        let overrides =
            (self.overrides > 0).then(|| counted(self.overrides, "override", "overrides"));
        let parts: Vec<String> = policy.into_iter().chain(overrides).collect();
        if parts.is_empty() {
            return Ok(());
        }
        write!(f, ", after {}", parts.join(" and "))
    }
}

/// The findings that the gate stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gated {
    pub(crate) breaks: usize,
    /// Those that no gated break hides.
    pub(crate) unknowns: usize,
}

impl AddAssign for Gated {
    fn add_assign(&mut self, other: Self) {
        self.breaks += other.breaks;
        self.unknowns += other.unknowns;
    }
}

/// Decides what each finding does, and counts what the gate stops. An unknown is stopped where the gate lists `unknown`, if
/// it is one of `wire` or of another audience that the gate lists.
pub(crate) fn judge(gate: &Gate, findings: &mut [Entry]) -> Gated {
    let mut gated = Gated::default();
    for entry in findings {
        // An acceptance has decided already.
        if !entry.accepted {
            entry.decision = gate.decide(entry);
        }
        match entry.decision.as_ref().map(|decision| decision.outcome) {
            Some(Outcome::Fails) => gated.breaks += 1,
            Some(Outcome::Undecided) => gated.unknowns += 1,
            Some(Outcome::Warns | Outcome::Passes | Outcome::Ignored | Outcome::Accepted)
            | None => {}
        }
    }
    gated
}

/// The audience of a verdict; none for `unknown`, which is a judgement.
fn audience(listed: Listed) -> Option<Audience> {
    match listed {
        Listed::Wire => Some(Audience::Wire),
        Listed::Behavior => Some(Audience::Behavior),
        Listed::Client => Some(Audience::Client),
        Listed::Source => Some(Audience::Source),
        Listed::Unknown => None,
    }
}

impl Gated {
    pub(crate) fn exit(self) -> Exit {
        match self {
            Self {
                breaks: 0,
                unknowns: 0,
            } => Exit::Success,
            Self { breaks: 0, .. } => Exit::Unknown,
            Self { .. } => Exit::Problem,
        }
    }

    /// What stops, and what can be done. Only what belongs to an API of the registry can be accepted there.
    pub(crate) fn diagnostic(
        self,
        gate: &Gate,
        in_registry: bool,
        program: &str,
    ) -> Option<Diagnostic> {
        let origin = &gate.origin;
        let Self { breaks, unknowns } = self;
        // By an override or a policy also a finding that breaks nobody fails.
        let (one, many, tail) = if gate.policy.is_none() && gate.overrides.is_empty() {
            (
                "finding breaks",
                "findings break",
                format!("somebody that {origin} lists"),
            )
        } else {
            ("finding fails", "findings fail", format!("by {origin}"))
        };
        let breaks = (breaks > 0).then(|| format!("{} {tail}", counted(breaks, one, many)));
        let unknowns = (unknowns > 0).then(|| {
            counted(
                unknowns,
                "finding could not be decided",
                "findings could not be decided",
            )
        });
        let (message, way_out) = match (breaks, unknowns) {
            (None, None) => return None,
            (Some(breaks), None) => (breaks, "make the change as its finding says"),
            (None, Some(unknowns)) => (unknowns, "write the change in a way that can be decided"),
            (Some(breaks), Some(unknowns)) => (
                format!("{breaks}, and {unknowns}"),
                "make the change as its finding says",
            ),
        };
        let help = if in_registry {
            format!("{way_out}, or accept it with `{program} accept FINGERPRINT --reason …`")
        } else {
            way_out.to_owned()
        };
        Some(Diagnostic::new(message).help(help))
    }
}

#[cfg(test)]
mod tests {
    use openapi_compat::Verdicts;

    use super::*;
    use crate::report::comparison::samples::entry;

    fn gate(listed: &[Listed]) -> Gate {
        Gate::asked(&FailOn(listed.iter().copied().collect()))
    }

    fn finding(verdicts: Verdicts) -> Entry {
        Entry {
            verdicts,
            ..entry("rule")
        }
    }

    #[test]
    fn what_is_listed_decides() {
        use Judgement::{Breaking, Unknown};
        let wire = Verdicts {
            wire: Breaking,
            ..Verdicts::default()
        };
        let client = Verdicts {
            client: Breaking,
            ..Verdicts::default()
        };
        let wire_unknown = Verdicts {
            wire: Unknown,
            ..Verdicts::default()
        };
        let client_unknown = Verdicts {
            client: Unknown,
            ..Verdicts::default()
        };
        let both = Verdicts {
            wire: Breaking,
            client: Unknown,
            ..Verdicts::default()
        };
        for (listed, verdicts, exit) in [
            (&[][..], wire, Exit::Success),
            (&[Listed::Wire], wire, Exit::Problem),
            (&[Listed::Client], wire, Exit::Success),
            (&[Listed::Client], client, Exit::Problem),
            (&[Listed::Wire], wire_unknown, Exit::Success),
            (
                &[Listed::Wire, Listed::Unknown],
                wire_unknown,
                Exit::Unknown,
            ),
            (&[Listed::Unknown], wire_unknown, Exit::Unknown),
            (
                &[Listed::Behavior, Listed::Unknown],
                wire_unknown,
                Exit::Unknown,
            ),
            (
                &[Listed::Wire, Listed::Unknown],
                client_unknown,
                Exit::Success,
            ),
            (
                &[Listed::Client, Listed::Unknown],
                client_unknown,
                Exit::Unknown,
            ),
            (&[Listed::Wire, Listed::Unknown], both, Exit::Problem),
        ] {
            let gated = judge(&gate(listed), &mut [finding(verdicts)]);
            assert_eq!(gated.exit(), exit, "{listed:?} {verdicts:?}");
            assert_eq!(
                gated.diagnostic(&gate(listed), true, "specdate").is_none(),
                exit == Exit::Success
            );
            let accepted = Entry {
                accepted: true,
                ..finding(verdicts)
            };
            assert_eq!(judge(&gate(listed), &mut [accepted]), Gated::default());
        }
    }

    #[test]
    fn a_break_comes_before_an_unknown() {
        let wire = |wire| {
            finding(Verdicts {
                wire,
                ..Verdicts::default()
            })
        };
        let mut findings = [wire(Judgement::Unknown), wire(Judgement::Breaking)];
        let gate = gate(&[Listed::Wire, Listed::Unknown]);
        let gated = judge(&gate, &mut findings);
        assert_eq!((gated.breaks, gated.unknowns), (1, 1));
        assert_eq!(gated.exit(), Exit::Problem);
        let message =
            "1 finding breaks somebody that `--fail-on` lists, and 1 finding could not be decided";
        let way_out = "make the change as its finding says";
        assert_eq!(
            gated.diagnostic(&gate, false, "specdate"),
            Some(Diagnostic::new(message).help(way_out))
        );
        let help = format!("{way_out}, or accept it with `specdate accept FINGERPRINT --reason …`");
        assert_eq!(
            gated.diagnostic(&gate, true, "specdate"),
            Some(Diagnostic::new(message).help(help))
        );
    }

    /// What the gate of the API `a`, with these lines, decides about a finding of this rule at the operation `GET /a/b`.
    fn decided(lines: &str, id: &str, verdicts: Verdicts) -> String {
        let text = format!("[api.a]\n[api.a.gate]\n{lines}\n");
        let registry = registry::Registry::parse("specdate.toml", &text).unwrap();
        let api = registry.api("a").unwrap();
        let operation = openapi_compat::Operation {
            path: "/a/b".to_owned(),
            method: "GET".to_owned(),
            part: String::new(),
        };
        let entry = Entry {
            verdicts,
            operations: vec![operation],
            ..entry(id)
        };
        let decision = Gate::of_state(api, State::Active, "specdate.toml").decide(&entry);
        decision.map_or_else(
            || "nothing".to_owned(),
            |Decision { outcome, by }| format!("{}: {by}", outcome.word()),
        )
    }

    #[test]
    fn an_override_comes_before_the_policy_and_that_before_the_audiences() {
        let breaking = Verdicts {
            wire: Judgement::Breaking,
            ..Verdicts::COMPATIBLE
        };
        let added = "response-enum-value-added";
        let with_override = |level: &str, path: &str| {
            format!(
                "policy = \"github\"\n[[api.a.gate.overrides]]\nid = \"{added}\"\npaths = [\"{path}\"]\nlevel = \"{level}\"\nreason = \"r\""
            )
        };
        let policy = "warns: the policy `github`: a new enum value should break nobody (https://docs.github.com/en/rest/about-the-rest-api/breaking-changes)";
        for (lines, expected) in [
            (
                String::new(),
                "fails: the gate of `a` in specdate.toml lists wire",
            ),
            ("policy = \"github\"".to_owned(), policy),
            (
                with_override("error", "/a/*"),
                "fails: the override at specdate.toml:4:1: r",
            ),
            (
                with_override("ignore", "/a/*"),
                "ignored: the override at specdate.toml:4:1: r",
            ),
            (with_override("error", "/b/*"), policy),
        ] {
            assert_eq!(decided(&lines, added, breaking), expected);
        }
    }

    #[test]
    fn a_policy_stops_what_breaks_nobody_and_passes_over_what_is_not_at_stake() {
        let removed = "response-enum-value-removed";
        let github = "policy = \"github\"";
        assert!(decided(github, removed, Verdicts::COMPATIBLE).starts_with("fails: the policy"));
        assert_eq!(decided("", removed, Verdicts::COMPATIBLE), "nothing");
        let added = "response-enum-value-added";
        assert_eq!(decided(github, added, Verdicts::COMPATIBLE), "nothing");
        let client = Verdicts {
            client: Judgement::Breaking,
            ..Verdicts::COMPATIBLE
        };
        assert_eq!(
            decided("", added, client),
            "passes: the gate of `a` in specdate.toml lists wire, unknown"
        );
        assert_eq!(
            decided("policy = \"strict\"", added, client),
            "fails: the gate of `a` in specdate.toml lists client"
        );
    }
}
