//! Whether what was found fails the command.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use openapi_compat::{Audience, Judgement};
use registry::{Api, Audience as Listed};

use crate::Exit;
use crate::cli::FailOn;
use crate::report::comparison::Entry;
use crate::report::diagnostic::Diagnostic;
use crate::report::words::counted;

/// What makes a comparison fail, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gate {
    pub(crate) listed: BTreeSet<Listed>,
    /// For messages: `--fail-on`, or the setting of the registry.
    origin: String,
}

impl Gate {
    /// What the command line asks for.
    pub(crate) fn asked(FailOn(listed): &FailOn) -> Self {
        Self {
            listed: listed.clone(),
            origin: "`--fail-on`".to_owned(),
        }
    }

    /// What the registry asks for in comparisons of an API.
    pub(crate) fn of_api(api: &Api, registry_file: &str) -> Self {
        Self {
            listed: api.fail_on.clone(),
            origin: format!("the gate of `{}` in {registry_file}", api.name),
        }
    }

    /// The same, and `wire` in any case: what was released stays compatible on the wire.
    pub(crate) fn with_wire(mut self) -> Self {
        self.listed.insert(Listed::Wire);
        self
    }

    /// Where nobody says anything.
    pub(crate) fn usual() -> Self {
        Self {
            listed: Listed::default_gate(),
            origin: "`--fail-on`".to_owned(),
        }
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

/// Counts what the gate stops. An unknown is stopped where the gate lists `unknown`, if it is one of `wire` or of
/// another audience that the gate lists. What was accepted passes.
pub(crate) fn judge(Gate { listed, origin: _ }: &Gate, findings: &[Entry]) -> Gated {
    let audiences: Vec<Audience> = listed
        .iter()
        .filter_map(|listed| audience(*listed))
        .collect();
    let mut gated = Gated::default();
    for entry in findings.iter().filter(|entry| !entry.accepted) {
        let is = |judgement| move |audience: &Audience| entry.verdicts.of(*audience) == judgement;
        if audiences.iter().any(is(Judgement::Breaking)) {
            gated.breaks += 1;
        } else if listed.contains(&Listed::Unknown)
            && (is(Judgement::Unknown)(&Audience::Wire)
                || audiences.iter().any(is(Judgement::Unknown)))
        {
            gated.unknowns += 1;
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
    pub(crate) fn diagnostic(self, gate: &Gate, in_registry: bool) -> Option<Diagnostic> {
        let origin = &gate.origin;
        let Self { breaks, unknowns } = self;
        let breaks = (breaks > 0).then(|| counted(breaks, "finding breaks", "findings break"));
        let unknowns = (unknowns > 0).then(|| {
            counted(
                unknowns,
                "finding could not be decided",
                "findings could not be decided",
            )
        });
        let (message, way_out) = match (breaks, unknowns) {
            (None, None) => return None,
            (Some(breaks), None) => (
                format!("{breaks} somebody that {origin} lists"),
                "make the change as its finding says",
            ),
            (None, Some(unknowns)) => (unknowns, "write the change in a way that can be decided"),
            (Some(breaks), Some(unknowns)) => (
                format!("{breaks} somebody that {origin} lists, and {unknowns}"),
                "make the change as its finding says",
            ),
        };
        let help = if in_registry {
            format!(
                "{way_out}, or accept its fingerprint in the registry: `[[accept]]` with a `reason`"
            )
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
            let gated = judge(&gate(listed), &[finding(verdicts)]);
            assert_eq!(gated.exit(), exit, "{listed:?} {verdicts:?}");
            assert_eq!(
                gated.diagnostic(&gate(listed), true).is_none(),
                exit == Exit::Success
            );
            let accepted = Entry {
                accepted: true,
                ..finding(verdicts)
            };
            assert_eq!(judge(&gate(listed), &[accepted]), Gated::default());
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
        let findings = [wire(Judgement::Unknown), wire(Judgement::Breaking)];
        let gate = gate(&[Listed::Wire, Listed::Unknown]);
        let gated = judge(&gate, &findings);
        assert_eq!((gated.breaks, gated.unknowns), (1, 1));
        assert_eq!(gated.exit(), Exit::Problem);
        let message =
            "1 finding breaks somebody that `--fail-on` lists, and 1 finding could not be decided";
        let way_out = "make the change as its finding says";
        assert_eq!(
            gated.diagnostic(&gate, false),
            Some(Diagnostic::new(message).help(way_out))
        );
        let help = format!(
            "{way_out}, or accept its fingerprint in the registry: `[[accept]]` with a `reason`"
        );
        assert_eq!(
            gated.diagnostic(&gate, true),
            Some(Diagnostic::new(message).help(help))
        );
    }
}
