//! `PathGlob`: which paths of operations a decision is about.

use std::{fmt, str::FromStr};

use crate::text::{InvalidText, Shown, text_type};

/// The longest glob, in bytes.
const LONGEST: usize = 256;

/// Paths of operations by their parts: `*` stands for one part, `**` for any number of parts, anything else for itself.
///
/// ```
/// use registry::PathGlob;
///
/// let glob: PathGlob = "/api/*/sessions/**".parse().unwrap();
/// assert!(glob.matches("/api/v1/sessions/{session_id}/result"));
/// assert!(!glob.matches("/api/v1/applicants"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathGlob(String);

text_type!(PathGlob, {
    "type": "string",
    "minLength": 1,
    "maxLength": 256,
    "pattern": "^([^*\\s/]*|\\*{1,2})(/([^*\\s/]*|\\*{1,2}))*$",
    "description": "Paths of operations: `*` stands for one part, `**` for any number of parts. A webhook has its name as its path."
});

impl PathGlob {
    /// Whether it is about this path. Parameters are parts like others: `*` stands for `{id}` as well.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let glob: Vec<&str> = self.0.split('/').collect();
        let parts: Vec<&str> = path.split('/').collect();
        matches(&glob, &parts)
    }
}

/// Goes back to the last `**` where the rest does not fit: no more steps than the product of both lengths.
fn matches(glob: &[&str], parts: &[&str]) -> bool {
    let (mut at, mut part) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    while part < parts.len() {
        match (glob.get(at), parts.get(part)) {
            (Some(&"**"), _) => {
                last = Some((at, part));
                at += 1;
            }
            (Some(wanted), Some(found)) if *wanted == "*" || wanted == found => {
                at += 1;
                part += 1;
            }
            _ => {
                let Some((star, taken)) = last else {
                    return false;
                };
                last = Some((star, taken + 1));
                at = star + 1;
                part = taken + 1;
            }
        }
    }
    glob.iter().skip(at).all(|rest| *rest == "**")
}

impl FromStr for PathGlob {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let wrong = |what: &str, next_step: &str| {
            Err(InvalidText::new(
                format!("path {} {what}", Shown(text)),
                next_step,
            ))
        };
        if text.is_empty() || text.len() > LONGEST {
            return wrong("is empty or too long", "use 1 to 256 bytes");
        }
        if text.contains(|character: char| character.is_whitespace() || character.is_control()) {
            return wrong("has a space", "write it as it stands in the document");
        }
        let is_part = |part: &str| !part.contains('*') || matches!(part, "*" | "**");
        if !text.split('/').all(is_part) {
            return wrong(
                "has a `*` inside of a part",
                "use `*` for one whole part, and `**` for any number of parts",
            );
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for PathGlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_compared_one_by_one() {
        for (glob, path, expected) in [
            ("/a", "/a", true),
            ("/a", "/a/b", false),
            ("/a/*", "/a/{id}", true),
            ("/a/*", "/a/b/c", false),
            ("/a/**", "/a", true),
            ("/a/**", "/a/b/c", true),
            ("/**/c", "/a/b/c", true),
            ("/**/c", "/a/b/d", false),
            ("**", "session.completed", true),
            ("/**/b/**/b", "/a/b/c/d/b", true),
            ("/**/b/**/b", "/a/b/c", false),
        ] {
            let parsed: PathGlob = glob.parse().unwrap();
            assert_eq!(parsed.matches(path), expected, "{glob} {path}");
        }
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for glob in ["", "/a b", "/a*", "/***"] {
            assert!(glob.parse::<PathGlob>().is_err(), "{glob:?}");
        }
    }

    proptest! {
        /// Against the definition: `**` takes some parts, and the rest of the glob the rest of them.
        #[test]
        fn it_is_what_it_is_defined_to_be(glob in "([ab]|\\*|\\*\\*)(/([ab]|\\*|\\*\\*)){0,4}", path in "[ab](/[ab]){0,5}") {
            fn defined(glob: &[&str], parts: &[&str]) -> bool {
                match (glob.split_first(), parts.split_first()) {
                    (None, None) => true,
                    (Some((&"**", rest)), _) => (0..=parts.len()).any(|taken| defined(rest, &parts[taken..])),
                    (Some((wanted, rest)), Some((part, others))) => (*wanted == "*" || wanted == part) && defined(rest, others),
                    _ => false,
                }
            }
            let parsed: PathGlob = glob.parse().unwrap();
            let expected = defined(&glob.split('/').collect::<Vec<_>>(), &path.split('/').collect::<Vec<_>>());
            prop_assert_eq!(parsed.matches(&path), expected);
        }
    }
}
