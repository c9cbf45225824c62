//! Finding an API or a version by name, with errors that name what would have been valid.

use crate::{
    day::Day,
    lifecycle::{Lifecycle, State},
    model::{Api, Registry, Version},
    names::ApiName,
    text::{Shown, closest, listed},
    version_date::VersionDate,
};

/// No API of this name is in the registry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} has no API {}; {}", Shown(.name), unknown_api_next_step(.name, .known))]
pub struct UnknownApi {
    /// The registry file.
    pub file: String,
    /// The name that was asked for.
    pub name: String,
    /// The names that exist.
    pub known: Vec<ApiName>,
}

pub(crate) fn unknown_api_next_step(name: &str, known: &[ApiName]) -> String {
    if known.is_empty() {
        return format!("add an `[api.NAME]` table for {}", Shown(name));
    }
    let hint = closest(name, known.iter().map(ApiName::as_str))
        .map(|near| format!("did you mean `{near}`? "))
        .unwrap_or_default();
    format!("{hint}it has {}", listed(known))
}

/// A version date that the API does not answer for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsupportedVersion {
    /// The registry has no such date.
    #[error("API `{api}` has no version `{date}`; {}", dates_next_step(.valid))]
    Unknown {
        /// The API.
        api: ApiName,
        /// The date that was asked for.
        date: VersionDate,
        /// The dates that are not retired, ascending.
        valid: Vec<VersionDate>,
    },
    /// The date was retired.
    #[error("version `{date}` of API `{api}` was retired on {retired}; {}", dates_next_step(.valid))]
    Retired {
        /// The API.
        api: ApiName,
        /// The date that was asked for.
        date: VersionDate,
        /// The day it stopped answering.
        retired: Day,
        /// The dates that are not retired, ascending.
        valid: Vec<VersionDate>,
    },
}

fn dates_next_step(valid: &[VersionDate]) -> String {
    if valid.is_empty() {
        "no date is valid yet: add one".to_owned()
    } else {
        format!("valid dates: {}", listed(valid))
    }
}

impl Registry {
    /// The API of this name.
    ///
    /// # Errors
    ///
    /// If there is none: the error names those that exist, and the one that was probably meant.
    pub fn api(&self, name: &str) -> Result<&Api, UnknownApi> {
        self.apis.get(name).ok_or_else(|| UnknownApi {
            file: self.file.clone(),
            name: name.to_owned(),
            known: self.apis.keys().cloned().collect(),
        })
    }
}

impl Api {
    /// The version of this date, if it is not retired.
    ///
    /// # Errors
    ///
    /// If the date is unknown or retired: the error names the dates that are valid.
    pub fn version(&self, date: &VersionDate) -> Result<&Version, UnsupportedVersion> {
        let valid = || self.supported().map(|version| version.date).collect();
        match self.entry(*date) {
            Some(Version {
                lifecycle: Lifecycle::Retired { retired, .. },
                ..
            }) => Err(UnsupportedVersion::Retired {
                api: self.name.clone(),
                date: *date,
                retired: *retired,
                valid: valid(),
            }),
            Some(version) => Ok(version),
            None => Err(UnsupportedVersion::Unknown {
                api: self.name.clone(),
                date: *date,
                valid: valid(),
            }),
        }
    }

    /// The entry of this date, retired or not.
    #[must_use]
    pub fn entry(&self, date: VersionDate) -> Option<&Version> {
        let index = self
            .versions
            .binary_search_by_key(&date, |version| version.date)
            .ok()?;
        self.versions.get(index)
    }

    /// The versions that are not retired, from the oldest to the newest; drafts are among them.
    #[must_use]
    pub fn supported(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.versions
            .iter()
            .filter(|version| !version.lifecycle.is_retired())
    }

    /// The newest version that clients should use: active, by date.
    #[must_use]
    pub fn latest(&self) -> Option<&Version> {
        self.versions
            .iter()
            .rev()
            .find(|version| version.lifecycle.state() == State::Active)
    }
}
