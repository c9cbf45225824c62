//! The registry as parsed: what it holds, after everything was checked.

use std::collections::BTreeMap;

use crate::{
    day::Day,
    gate::Gate,
    lifecycle::Lifecycle,
    names::{ApiName, HeaderName},
    position::Position,
    relative_path::RelativePath,
    version_date::VersionDate,
};

/// Everything that a registry file says. Made by [`Registry::parse`](crate::Registry::parse).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The name of the file, as it was given to the parser: what messages say.
    pub file: String,
    /// The APIs that are tracked, by name.
    pub apis: BTreeMap<ApiName, Api>,
    /// The findings that were accepted, in the order of the file.
    pub accept: Vec<Acceptance>,
}

/// One API that is tracked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Its name in the registry.
    pub name: ApiName,
    /// Its name for people; the registry name where none is written.
    pub title: String,
    /// Months between the announcement that a version is deprecated and the day it may be retired.
    pub notice_months: u32,
    /// The headers that select a version, a spelling and an account.
    pub headers: Headers,
    /// The generated client; `None` where there is none.
    pub client: Option<Client>,
    /// What fails a check.
    pub gate: Gate,
    /// The versions, from the oldest to the newest date.
    pub versions: Vec<Version>,
    /// Where it stands in the file.
    pub position: Position,
}

/// The headers that a client sets by itself. See [`Headers::is_selector`] for those that take no part in comparisons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers {
    /// The header that carries the version date.
    pub version: Option<HeaderName>,
    /// The header that selects the spelling of property names.
    pub casing: Option<CasingHeader>,
    /// The header that carries the API key.
    pub key: Option<HeaderName>,
}

impl Headers {
    /// Whether the header that a document calls `name` is one of the selectors that no comparison looks at: version and
    /// casing. (The key is a credential: it is compared through the security requirements.)
    #[must_use]
    pub fn is_selector(&self, name: &str) -> bool {
        let casing = self.casing.as_ref().map(|casing| &casing.name);
        [self.version.as_ref(), casing]
            .into_iter()
            .flatten()
            .any(|header| header.matches(name))
    }
}

/// A header that selects the spelling of property names, and the spelling that the documents are written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasingHeader {
    /// The name of the header.
    pub name: HeaderName,
    /// The value that the client sends.
    pub value: String,
}

/// Where the generated client of an API lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The folder of the crate, from the root of the workspace.
    pub crate_dir: RelativePath,
}

/// One dated version of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The date that names it.
    pub date: VersionDate,
    /// Its document, from the folder of the registry file.
    pub document: RelativePath,
    /// The document as it was released, from the folder of the registry file. A draft has no such file yet.
    pub released_copy: RelativePath,
    /// Where it stands between draft and retired.
    pub lifecycle: Lifecycle,
    /// Where its entry stands in the file.
    pub position: Position,
}

impl Version {
    /// The document of a version for which the registry names none: `<api>/<date>.yaml`.
    #[must_use]
    pub fn default_document(api: &ApiName, date: VersionDate) -> RelativePath {
        RelativePath::of_version(api, "", date)
    }

    /// The released copy of a version for which the registry names none: `<api>/released/<date>.yaml`.
    #[must_use]
    pub fn default_released_copy(api: &ApiName, date: VersionDate) -> RelativePath {
        RelativePath::of_version(api, "released/", date)
    }
}

/// A finding that was looked at and accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// The API that the finding belongs to; `None` for any.
    pub api: Option<ApiName>,
    /// Why it may pass.
    pub kind: AcceptanceKind,
    /// The reason in words.
    pub reason: String,
    /// Who accepted it.
    pub by: Option<String>,
    /// The last day on which it holds; `None` for always.
    pub until: Option<Day>,
    /// The date of [`api`](Self::api) whose change it is about, and for which it holds until that is released; `None` for
    /// one that is not about a draft.
    pub draft: Option<VersionDate>,
    /// Where its entry stands in the file.
    pub position: Position,
}

/// Why an accepted finding may pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcceptanceKind {
    /// A real break that is made on purpose.
    Break {
        /// What supports the decision, if it is written down: a link or a note.
        evidence: Option<String>,
    },
    /// The document was wrong and now says what the API always did.
    Correction {
        /// What shows that the API always did it: a link or a note.
        evidence: String,
    },
}

impl AcceptanceKind {
    /// The name in the registry.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Break { .. } => "break",
            Self::Correction { .. } => "correction",
        }
    }

    /// What supports it, if it is written down.
    #[must_use]
    pub fn evidence(&self) -> Option<&str> {
        match self {
            Self::Break { evidence } => evidence.as_deref(),
            Self::Correction { evidence } => Some(evidence),
        }
    }
}
