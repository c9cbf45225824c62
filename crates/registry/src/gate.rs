//! `Gate`: what fails for an API, and what was decided about single rules.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use crate::{
    audience::Audience,
    lifecycle::State,
    path_glob::PathGlob,
    position::Position,
    text::{InvalidText, Shown, closest, listed, text_type},
};

/// What fails for an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The audiences whose breaks (and unknowns) fail.
    pub fail_on: BTreeSet<Audience>,
    /// What fails for versions in one state instead, where the file says so.
    pub by_state: BTreeMap<State, BTreeSet<Audience>>,
    /// What a provider has published about its changes, to be held against ours.
    pub policy: Option<PolicyName>,
    /// What was decided about single rules, in the order of the file. The first that fits counts.
    pub overrides: Vec<Override>,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            fail_on: Audience::default_gate(),
            by_state: BTreeMap::new(),
            policy: None,
            overrides: Vec::new(),
        }
    }
}

impl Gate {
    /// What fails for a version in this state. A released version stays compatible on the wire whatever the file says; a
    /// draft may change freely unless it says otherwise.
    ///
    /// ```
    /// use registry::{Audience, Gate, State};
    ///
    /// let gate = Gate { fail_on: [Audience::Client].into(), ..Gate::default() };
    /// assert_eq!(gate.of_state(State::Draft), [].into());
    /// assert_eq!(gate.of_state(State::Active), [Audience::Wire, Audience::Client].into());
    /// ```
    #[must_use]
    pub fn of_state(&self, state: State) -> BTreeSet<Audience> {
        let listed = self.by_state.get(&state);
        if state == State::Draft {
            return listed.cloned().unwrap_or_default();
        }
        let mut listed = listed.unwrap_or(&self.fail_on).clone();
        listed.insert(Audience::Wire);
        listed
    }
}

/// A decision about one rule, for all operations or for some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The id of the rule.
    pub id: String,
    /// The paths of the operations that it is about; all if there are none.
    pub paths: Vec<PathGlob>,
    /// What findings of the rule do.
    pub level: Level,
    /// Why.
    pub reason: String,
    /// Where it stands in the file.
    pub position: Position,
}

impl Override {
    /// Whether it is about a finding of the rule `id` that reaches operations with these paths. One that lets pass must be
    /// about all of them: what it says of one operation hides nothing of another.
    ///
    /// ```
    /// use registry::{Level, Override, Position};
    ///
    /// let decision = Override {
    ///     id: "path-removed".to_owned(),
    ///     paths: vec!["/internal/**".parse().unwrap()],
    ///     level: Level::Warn,
    ///     reason: "nobody outside uses it".to_owned(),
    ///     position: Position::START,
    /// };
    /// assert!(decision.is_about("path-removed", ["/internal/a"]));
    /// assert!(!decision.is_about("path-removed", ["/internal/a", "/b"]));
    /// ```
    #[must_use]
    pub fn is_about<'p>(&self, id: &str, paths: impl IntoIterator<Item = &'p str>) -> bool {
        if self.id != id {
            return false;
        }
        if self.paths.is_empty() {
            return true;
        }
        let mut paths = paths.into_iter().peekable();
        let fits = |path: &str| self.paths.iter().any(|glob| glob.matches(path));
        match self.level {
            Level::Error => paths.any(fits),
            Level::Warn | Level::Ignore => paths.peek().is_some() && paths.all(fits),
        }
    }
}

/// What a finding does.
///
/// ```
/// use registry::Level;
///
/// assert_eq!("warn".parse(), Ok(Level::Warn));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It fails.
    Error,
    /// It is told and passes.
    Warn,
    /// It passes, and is told in a line.
    Ignore,
}

text_type!(Level, {
    "type": "string",
    "enum": ["error", "warn", "ignore"],
    "description": "What a finding does: it fails, it is told, or it passes."
});

impl Level {
    /// All levels, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warn, Self::Ignore];

    /// The name in the registry.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Ignore => "ignore",
        }
    }
}

impl FromStr for Level {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        named(text, "level", Self::ALL, Self::as_str)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A set of rules about changes that comes with the program. What it says is not known here.
///
/// ```
/// use registry::PolicyName;
///
/// assert_eq!("github".parse(), Ok(PolicyName::Github));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyName {
    /// Every audience counts.
    Strict,
    /// What GitHub has published about its REST API.
    Github,
    /// What Stripe has published about its API.
    Stripe,
}

text_type!(PolicyName, {
    "type": "string",
    "enum": ["strict", "github", "stripe"],
    "description": "A policy that comes with the program: `strict`, or what a provider has published about its changes."
});

impl PolicyName {
    /// All policies.
    pub const ALL: [Self; 3] = [Self::Strict, Self::Github, Self::Stripe];

    /// The name in the registry.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Github => "github",
            Self::Stripe => "stripe",
        }
    }
}

impl FromStr for PolicyName {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        named(text, "policy", Self::ALL, Self::as_str)
    }
}

impl fmt::Display for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

fn named<T: Copy, const N: usize>(
    text: &str,
    what: &str,
    all: [T; N],
    name: fn(T) -> &'static str,
) -> Result<T, InvalidText> {
    all.into_iter()
        .find(|one| name(*one) == text)
        .ok_or_else(|| {
            let names = all.map(name);
            let next_step = match closest(text, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of {}", listed(names)),
            };
            InvalidText::new(format!("{} is not a {what}", Shown(text)), next_step)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_slips_get_a_hint() {
        for level in Level::ALL {
            assert_eq!(level.to_string().parse::<Level>(), Ok(level));
        }
        for policy in PolicyName::ALL {
            assert_eq!(policy.to_string().parse::<PolicyName>(), Ok(policy));
        }
        assert_eq!(
            "warning".parse::<Level>().unwrap_err().to_string(),
            "`warning` is not a level; did you mean `warn`?"
        );
        assert_eq!(
            "azure".parse::<PolicyName>().unwrap_err().to_string(),
            "`azure` is not a policy; use one of `strict`, `github`, `stripe`"
        );
    }

    #[test]
    fn one_that_lets_pass_is_about_all_operations() {
        let with = |level, paths: &[&str]| Override {
            id: "rule".to_owned(),
            paths: paths.iter().map(|path| path.parse().unwrap()).collect(),
            level,
            reason: "r".to_owned(),
            position: Position::START,
        };
        let some = &["/a/**"][..];
        for (level, paths, reached, expected) in [
            (Level::Warn, &[][..], &[][..], true),
            (Level::Warn, some, &[], false),
            (Level::Warn, some, &["/a/b"], true),
            (Level::Ignore, some, &["/a/b", "/b"], false),
            (Level::Error, some, &["/a/b", "/b"], true),
            (Level::Error, some, &["/b"], false),
        ] {
            let found = with(level, paths).is_about("rule", reached.iter().copied());
            assert_eq!(found, expected, "{level} {paths:?} {reached:?}");
        }
        assert!(!with(Level::Warn, &[]).is_about("other", []));
    }

    #[test]
    fn a_state_has_a_gate_of_its_own() {
        let gate = Gate {
            by_state: [
                (State::Draft, [Audience::Source].into()),
                (State::Deprecated, [].into()),
            ]
            .into(),
            ..Gate::default()
        };
        assert_eq!(gate.of_state(State::Draft), [Audience::Source].into());
        assert_eq!(gate.of_state(State::Deprecated), [Audience::Wire].into());
        assert_eq!(gate.of_state(State::Active), Audience::default_gate());
    }
}
