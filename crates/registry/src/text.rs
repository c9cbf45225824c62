//! What every text newtype of this crate shares: its error, and the traits that follow from `FromStr` and `Display`.

use std::fmt;

/// A text that is not what its type asks for: what is wrong, and what to write instead.
///
/// ```
/// let error = "2026-02-30".parse::<registry::VersionDate>().unwrap_err();
/// assert_eq!(error.to_string(), "`2026-02-30` is not a day of the calendar; February 2026 has 28 days");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {next_step}")]
pub struct InvalidText {
    /// What is wrong, starting in lower case.
    pub message: String,
    /// What to do about it.
    pub next_step: String,
}

impl InvalidText {
    pub(crate) fn new(message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            next_step: next_step.into(),
        }
    }
}

/// Text from a file as messages show it: in backticks, escaped, and cut where it would flood the terminal.
pub(crate) struct Shown<'t>(pub(crate) &'t str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 80;
        let mut characters = self.0.chars();
        f.write_str("`")?;
        for character in characters.by_ref().take(LONGEST) {
            // Control and bidirectional characters could rewrite the terminal line that the message stands in.
            if character.is_control()
                || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        f.write_str(if characters.next().is_some() {
            "…`"
        } else {
            "`"
        })
    }
}

/// `` `a`, `b`, `c` `` in the order given.
pub(crate) fn listed<T: fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The candidate that `written` is most likely a slip of, if one is close.
pub(crate) fn closest<'c>(
    written: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    // The measure takes time in the product of both lengths, and no name of ours is near a long text anyway.
    if written.len() > 64 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(written, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Gives a type with `FromStr<Err = InvalidText>` and `Display` its serde and JSON Schema sides: a JSON string.
macro_rules! text_type {
    ($type:ident, $schema:tt) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}
pub(crate) use text_type;
