//! `VersionDate`: the date that names a version of an API.

use std::{fmt, str::FromStr};

use crate::{
    day::Day,
    text::{InvalidText, text_type},
};

/// The date that names a version of an API: what a client sends in the version header, `YYYY-MM-DD`.
///
/// It is a name that sorts by time; when the version was released is another [`Day`] (`released`).
///
/// ```
/// use registry::VersionDate;
///
/// let date: VersionDate = "2026-02-01".parse()?;
/// assert_eq!(date.module_name(), "v2026_02_01");
/// assert_eq!(date.feature_name(), "v2026-02-01");
/// # Ok::<(), registry::InvalidText>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionDate(Day);

text_type!(VersionDate, {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "description": "The date that names a version of an API, YYYY-MM-DD, in quotes."
});

impl VersionDate {
    /// The version that is named by this day.
    #[must_use]
    pub fn new(day: Day) -> Self {
        Self(day)
    }

    /// The day that the name stands for.
    #[must_use]
    pub fn day(self) -> Day {
        self.0
    }

    /// The Rust module that holds this version's generated client: `v2026_02_01`.
    #[must_use]
    pub fn module_name(self) -> String {
        let day = self.0;
        format!("v{:04}_{:02}_{:02}", day.year(), day.month(), day.day())
    }

    /// The Cargo feature that compiles this version's generated client: `v2026-02-01`.
    #[must_use]
    pub fn feature_name(self) -> String {
        format!("v{}", self.0)
    }
}

impl FromStr for VersionDate {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        text.parse().map(Self)
    }
}

impl fmt::Display for VersionDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for VersionDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_json_string_and_refuses_what_is_no_date() {
        let date: VersionDate = serde_json::from_str("\"2026-02-01\"").unwrap();
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"2026-02-01\"");
        let error = serde_json::from_str::<VersionDate>("\"2026-02-29\"").unwrap_err();
        assert!(
            error.to_string().contains("February 2026 has 28 days"),
            "{error}"
        );
    }

    #[test]
    fn pads_in_columns() {
        let date: VersionDate = "2026-02-01".parse().unwrap();
        assert_eq!(format!("{date:>12}|"), "  2026-02-01|");
    }
}
