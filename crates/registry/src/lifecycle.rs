//! `Lifecycle`: where a dated version stands between draft and retired, with the days that belong to it.

use std::fmt;

use crate::day::Day;

/// Where a version stands, with exactly the days that this state has.
///
/// The days never run backward: released, deprecated, sunset, retired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lifecycle {
    /// Not released: the document may change freely.
    Draft,
    /// Released: the document may only change in ways that break nobody.
    Active {
        /// The day it became available.
        released: Day,
    },
    /// Still answered, but clients are asked to leave.
    Deprecated {
        /// The day it became available.
        released: Day,
        /// The day the deprecation was announced.
        deprecated: Day,
        /// The last day it is promised to answer (RFC 8594 has a header for it).
        sunset: Day,
    },
    /// No longer answered.
    Retired {
        /// The day it became available.
        released: Day,
        /// The day the deprecation was announced.
        deprecated: Day,
        /// The last day it was promised to answer.
        sunset: Day,
        /// The day it stopped answering.
        retired: Day,
    },
}

/// The name of a state, without its days.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Not released: the document may change freely.
    Draft,
    /// Released: the document may only change in ways that break nobody.
    Active,
    /// Still answered, but clients are asked to leave.
    Deprecated,
    /// No longer answered.
    Retired,
}

/// The days of a version, in the order in which they must come.
pub(crate) const DAYS: [&str; 4] = ["released", "deprecated", "sunset", "retired"];

impl State {
    /// All states in the order of a version's life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Active, Self::Deprecated, Self::Retired];

    /// The name in the registry.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Deprecated => "deprecated",
            Self::Retired => "retired",
        }
    }

    /// The days that a version in this state has, of [`DAYS`].
    pub(crate) fn days(self) -> &'static [&'static str] {
        match self {
            Self::Draft => &[],
            Self::Active => &["released"],
            Self::Deprecated => &["released", "deprecated", "sunset"],
            Self::Retired => &DAYS,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Lifecycle {
    /// The state without its days.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Draft => State::Draft,
            Self::Active { .. } => State::Active,
            Self::Deprecated { .. } => State::Deprecated,
            Self::Retired { .. } => State::Retired,
        }
    }

    /// The day of release; `None` for a draft.
    #[must_use]
    pub fn released(&self) -> Option<Day> {
        match *self {
            Self::Draft => None,
            Self::Active { released }
            | Self::Deprecated { released, .. }
            | Self::Retired { released, .. } => Some(released),
        }
    }

    /// Whether the version was released: its document has a released copy that it must stay compatible with.
    #[must_use]
    pub fn is_released(&self) -> bool {
        self.state() != State::Draft
    }

    /// Whether the API no longer answers for this version.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        self.state() == State::Retired
    }

    /// Each day of this state with its name in the registry, in the order in which they must come.
    #[must_use]
    pub fn days(&self) -> Vec<(&'static str, Day)> {
        let days: &[Day] = match *self {
            Self::Draft => &[],
            Self::Active { released } => &[released],
            Self::Deprecated {
                released,
                deprecated,
                sunset,
            } => &[released, deprecated, sunset],
            Self::Retired {
                released,
                deprecated,
                sunset,
                retired,
            } => &[released, deprecated, sunset, retired],
        };
        self.state()
            .days()
            .iter()
            .copied()
            .zip(days.iter().copied())
            .collect()
    }

    /// The first two neighbors of [`Lifecycle::days`] that run backward: the earlier by name, then the later.
    pub(crate) fn backward_days(&self) -> Option<[(&'static str, Day); 2]> {
        let days = self.days();
        days.windows(2).find_map(|pair| match pair {
            [earlier, later] if later.1 < earlier.1 => Some([*earlier, *later]),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_names_as_many_days_as_it_has() {
        let [a, b, c, d] = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]
            .map(|text| text.parse::<Day>().unwrap());
        for (lifecycle, days) in [
            (Lifecycle::Draft, vec![]),
            (Lifecycle::Active { released: a }, vec![("released", a)]),
            (
                Lifecycle::Deprecated {
                    released: a,
                    deprecated: b,
                    sunset: c,
                },
                vec![("released", a), ("deprecated", b), ("sunset", c)],
            ),
            (
                Lifecycle::Retired {
                    released: a,
                    deprecated: b,
                    sunset: c,
                    retired: d,
                },
                vec![
                    ("released", a),
                    ("deprecated", b),
                    ("sunset", c),
                    ("retired", d),
                ],
            ),
        ] {
            assert_eq!(lifecycle.days(), days);
            assert_eq!(lifecycle.backward_days(), None);
        }
        let backward = Lifecycle::Deprecated {
            released: a,
            deprecated: c,
            sunset: b,
        };
        assert_eq!(
            backward.backward_days(),
            Some([("deprecated", c), ("sunset", b)])
        );
    }
}
