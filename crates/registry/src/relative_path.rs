//! `RelativePath`: a path in the registry that cannot leave its root and means the same on every system.

use std::{fmt, path::Path, str::FromStr};

use crate::{
    names::ApiName,
    text::{InvalidText, Shown, text_type},
    version_date::VersionDate,
};

/// A path below a root that the context names (`openapi/` for documents, the workspace for crates): names joined with
/// forward slashes; never absolute, no `.` or `..`, nothing that a system reads in another way.
///
/// ```
/// use registry::RelativePath;
///
/// assert!("verifa/2026-01-01.yaml".parse::<RelativePath>().is_ok());
/// assert!("../secrets.yaml".parse::<RelativePath>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

text_type!(RelativePath, {
    "type": "string",
    "minLength": 1,
    "maxLength": 1024,
    "pattern": "^(?!\\.\\.?(/|$))[^/\\\\:\\u0000-\\u001f\\u007f]+(/(?!\\.\\.?(/|$))[^/\\\\:\\u0000-\\u001f\\u007f]+)*$",
    "description": "A path below its root: names joined with `/`, without `.` and `..`."
});

impl RelativePath {
    /// The path of a version's file below the folder of its API. Each part is valid by its type.
    pub(crate) fn of_version(api: &ApiName, folder: &'static str, date: VersionDate) -> Self {
        Self(format!("{api}/{folder}{date}.yaml"))
    }

    /// The path as text, with forward slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path for joining to its root.
    #[must_use]
    pub fn as_path(&self) -> &Path {
        Path::new(&self.0)
    }
}

impl FromStr for RelativePath {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let wrong = |what: &str, next_step: &str| {
            Err(InvalidText::new(
                format!("path {} {what}", Shown(text)),
                next_step,
            ))
        };
        if text.is_empty() {
            return wrong("is empty", "name a file below the root");
        }
        if text.len() > 1024 {
            return wrong("is longer than 1024 bytes", "use a shorter path");
        }
        if text.contains('\\') {
            return wrong("has a backslash", "join folders with `/` on every system");
        }
        if text.contains(':') || text.chars().any(char::is_control) {
            return wrong(
                "has a character that is not portable",
                "leave out colons and control characters",
            );
        }
        if text.starts_with('/') {
            return wrong(
                "is absolute",
                "write it relative to its root, without a leading `/`",
            );
        }
        if text.split('/').any(|name| name == "..") {
            return wrong("has `..`", "name a file below the root, without `..`");
        }
        if text.split('/').any(|name| name.is_empty() || name == ".") {
            return wrong(
                "has an empty or `.` part",
                "write each folder once, joined with single `/`",
            );
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Component;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refuses_what_leaves_the_root_or_differs_between_systems() {
        for good in [
            "a",
            "a/b.yaml",
            "verifa/released/2026-01-01.yaml",
            "..a/b..",
            "ä/b c",
        ] {
            assert!(good.parse::<RelativePath>().is_ok(), "{good:?}");
        }
        for bad in [
            "", "/a", "a/", "a//b", ".", "./a", "a/./b", "..", "../a", "a/..", "a/../b", "a\\b",
            "C:/a", "C:a", "a\nb", "a\0",
        ] {
            assert!(bad.parse::<RelativePath>().is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_only_goes_down(text in "[a./\\\\:]{0,10}") {
            if let Ok(path) = text.parse::<RelativePath>() {
                prop_assert!(path.as_path().components().all(|part| matches!(part, Component::Normal(_))));
                prop_assert_eq!(path.as_path().components().count(), text.split('/').count());
            }
        }
    }
}
