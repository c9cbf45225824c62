//! `Audience`: what a gate can be set on.

use std::{collections::BTreeSet, fmt, str::FromStr};

use crate::text::{InvalidText, Shown, closest, listed, text_type};

/// Who is broken by a change, as far as a gate can ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Messages on the wire: a valid request is refused, or a response comes that was not promised.
    Wire,
    /// Messages still pass, but mean something else or lose information.
    Behavior,
    /// The generated client of the older version fails at run time.
    Client,
    /// Code that is written against the older generated client no longer compiles.
    Source,
    /// Not somebody who is broken, but a gate of its own: it could not be decided.
    Unknown,
}

text_type!(Audience, {
    "type": "string",
    "enum": ["wire", "behavior", "client", "source", "unknown"],
    "description": "Who is broken by a change; `unknown` is a change that could not be judged."
});

impl Audience {
    /// All of them, in the order that reports use.
    pub const ALL: [Self; 5] = [
        Self::Wire,
        Self::Behavior,
        Self::Client,
        Self::Source,
        Self::Unknown,
    ];

    /// The name in the registry and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Behavior => "behavior",
            Self::Client => "client",
            Self::Source => "source",
            Self::Unknown => "unknown",
        }
    }

    /// What a gate asks for where nothing is said: `wire` and `unknown`.
    #[must_use]
    pub fn default_gate() -> BTreeSet<Self> {
        BTreeSet::from([Self::Wire, Self::Unknown])
    }
}

impl FromStr for Audience {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        Self::ALL
            .into_iter()
            .find(|audience| audience.as_str() == text)
            .ok_or_else(|| {
                let names = Self::ALL.map(Self::as_str);
                let next_step = match closest(text, names) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("use one of {}", listed(names)),
                };
                InvalidText::new(format!("{} is not an audience", Shown(text)), next_step)
            })
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_slips_get_a_hint() {
        for audience in Audience::ALL {
            assert_eq!(audience.to_string().parse::<Audience>(), Ok(audience));
        }
        assert_eq!(
            "behaviour".parse::<Audience>().unwrap_err().to_string(),
            "`behaviour` is not an audience; did you mean `behavior`?"
        );
        assert_eq!(
            "docs".parse::<Audience>().unwrap_err().next_step,
            "use one of `wire`, `behavior`, `client`, `source`, `unknown`"
        );
    }
}
