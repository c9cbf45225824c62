//! Names that stand in the registry: APIs and the HTTP headers that select a version.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use crate::text::{InvalidText, Shown, text_type};

/// The longest name that is accepted, in bytes.
const LONGEST_NAME: usize = 64;

/// The name of an API in the registry and on the command line: a lower-case letter, then letters, digits and hyphens,
/// at most 64.
///
/// ```
/// use registry::ApiName;
///
/// assert!("verifa".parse::<ApiName>().is_ok());
/// assert!("Verifa API".parse::<ApiName>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiName(String);

text_type!(ApiName, {
    "type": "string",
    "pattern": "^[a-z][a-z0-9-]*$",
    "maxLength": 64,
    "description": "The name of an API: a lower-case letter, then lower-case letters, digits and hyphens."
});

impl ApiName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApiName {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let shaped = text.len() <= LONGEST_NAME
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if shaped {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidText::new(
                format!("{} is not an API name", Shown(text)),
                "use a lower-case letter, then lower-case letters, digits and hyphens, at most 64 in all",
            ))
        }
    }
}

impl std::borrow::Borrow<str> for ApiName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ApiName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for ApiName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of an HTTP header: a token (RFC 9110, section 5.1). Kept as written, compared without case.
///
/// ```
/// use registry::HeaderName;
///
/// let one: HeaderName = "Verifa-Version".parse()?;
/// let other: HeaderName = "verifa-version".parse()?;
/// assert_eq!(one, other);
/// assert_eq!(one.to_string(), "Verifa-Version");
/// # Ok::<(), registry::InvalidText>(())
/// ```
#[derive(Clone)]
pub struct HeaderName(String);

text_type!(HeaderName, {
    "type": "string",
    "pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
    "maxLength": 64,
    "description": "The name of an HTTP header, compared without case."
});

impl HeaderName {
    /// The name as written in the registry.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the name of the header that a document calls `name`.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        self.0.eq_ignore_ascii_case(name)
    }

    fn folded(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

/// `tchar` of RFC 9110, section 5.6.2.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

impl FromStr for HeaderName {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if !text.is_empty() && text.len() <= LONGEST_NAME && text.bytes().all(is_token_byte) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidText::new(
                format!("{} is not the name of an HTTP header", Shown(text)),
                "use letters, digits and hyphens, at most 64, for example `X-API-Key`",
            ))
        }
    }
}

impl PartialEq for HeaderName {
    fn eq(&self, other: &Self) -> bool {
        self.matches(&other.0)
    }
}

impl Eq for HeaderName {}

impl PartialOrd for HeaderName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for HeaderName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(other.folded())
    }
}

impl Hash for HeaderName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.folded() {
            state.write_u8(byte);
        }
        state.write_u8(0xff);
    }
}

impl fmt::Display for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    #[test]
    fn api_names_are_lower_case_words() {
        for good in ["a", "verifa", "verifa-2", "a--b-"] {
            assert!(good.parse::<ApiName>().is_ok(), "{good:?}");
        }
        for bad in [
            "",
            "-a",
            "2a",
            "Verifa",
            "ver_ifa",
            "ver.ifa",
            "ver ifa",
            "é",
            &"a".repeat(65),
        ] {
            assert!(bad.parse::<ApiName>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn header_names_are_tokens_without_case() {
        for good in ["X-API-Key", "a", "x_y.z~1"] {
            assert!(good.parse::<HeaderName>().is_ok(), "{good:?}");
        }
        for bad in ["", "X API", "X:Y", "é", "a\r\nb", "(x)", &"a".repeat(65)] {
            assert!(bad.parse::<HeaderName>().is_err(), "{bad:?}");
        }
        let spellings: Vec<HeaderName> = ["X-Key", "x-key", "X-KEY"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        assert_eq!(spellings.iter().collect::<HashSet<_>>().len(), 1);
        assert_eq!(spellings.iter().collect::<BTreeSet<_>>().len(), 1);
    }
}
