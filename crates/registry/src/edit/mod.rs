//! Edits of a registry file that keep everything else as it is: comments, order, spacing, line endings.
//!
//! An edit is a splice of the text at the places that the parser names, not a new rendering of the document: lines that
//! are not meant cannot change. The result is parsed again and compared with what the edit means; an edit that would do
//! anything else is refused and the text stays as it was.

mod locate;
mod render;
mod splice;

use crate::{
    day::Day,
    lifecycle::Lifecycle,
    lookup::{UnknownApi, UnsupportedVersion},
    model::{Acceptance, AcceptanceKind, Registry, Version},
    names::ApiName,
    position::Position,
    problem::Problem,
    read::check_fingerprint,
    relative_path::RelativePath,
    text::listed,
    version_date::VersionDate,
};

/// A version to add to a registry file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// The date that names it.
    pub date: VersionDate,
    /// Its document; `None` for [`Version::default_document`].
    pub document: Option<RelativePath>,
    /// The document as released; `None` for [`Version::default_released_copy`].
    pub released_copy: Option<RelativePath>,
    /// Where it stands.
    pub lifecycle: Lifecycle,
}

/// An accepted finding to add to a registry file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAcceptance {
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
    /// The draft whose change it is about; `None` for one that is not about a draft.
    pub draft: Option<VersionDate>,
}

/// Why a registry file was not edited. Its text is as before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such API.
    #[error(transparent)]
    UnknownApi(#[from] UnknownApi),
    /// The API has no such version.
    #[error(transparent)]
    UnknownVersion(#[from] UnsupportedVersion),
    /// The version is there already.
    #[error(
        "{file}:{position}: API `{api}` already has version `{date}`; choose another date or edit that entry"
    )]
    VersionExists {
        /// The registry file.
        file: String,
        /// Where the version stands.
        position: Position,
        /// The API.
        api: ApiName,
        /// The date.
        date: VersionDate,
    },
    /// No acceptance has this fingerprint.
    #[error("{file} accepts no finding `{fingerprint}`; {}", accepted_next_step(.known))]
    UnknownFingerprint {
        /// The registry file.
        file: String,
        /// The fingerprint that was asked for.
        fingerprint: String,
        /// The fingerprints that are accepted, in the order of the file.
        known: Vec<String>,
    },
    /// The result would not be a valid registry; lines and columns are those that it would have.
    #[error("the edit would make the registry invalid:\n{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Invalid(Vec<Problem>),
    /// The entry is written in a form that cannot be edited in place.
    #[error(
        "{file}:{position}: `{name}` is not written with `{header}` headers; write it so, or make this edit by hand"
    )]
    NotEditable {
        /// The registry file.
        file: String,
        /// Where the entry stands.
        position: Position,
        /// What cannot be edited.
        name: String,
        /// The headers that can be edited, such as `[[accept]]`.
        header: String,
    },
}

fn accepted_next_step(known: &[String]) -> String {
    if known.is_empty() {
        "it accepts none".to_owned()
    } else {
        format!("it accepts {}", listed(known))
    }
}

/// A registry file that can be edited: its text together with what it says.
///
/// ```
/// use registry::{Lifecycle, NewVersion, RegistryFile};
///
/// let text = "# ours\n[api.verifa] # identity\n\n[[api.verifa.versions]]\ndate = \"2026-01-01\"\nstate = \"draft\" # soon\n";
/// let mut file = RegistryFile::parse("specdate.toml", text).unwrap();
/// let date = "2026-01-01".parse()?;
/// file.set_lifecycle("verifa", date, Lifecycle::Active { released: date.day() })?;
/// assert_eq!(file.text(), text.replace("\"draft\" # soon\n", "\"active\" # soon\nreleased = \"2026-01-01\"\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RegistryFile {
    registry: Registry,
    text: String,
}

impl RegistryFile {
    /// Reads a registry file that is to be edited; see [`Registry::parse`].
    ///
    /// # Errors
    ///
    /// Everything that is wrong: only a valid registry is edited.
    pub fn parse(file_name: &str, text: impl Into<String>) -> Result<Self, Vec<Problem>> {
        let text = text.into();
        Registry::parse(file_name, &text).map(|registry| Self { registry, text })
    }

    /// The text as it is now.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the text says now.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Adds a version, behind the next older one, and leaves all other lines as they are.
    ///
    /// # Errors
    ///
    /// If the API is unknown, the date is there already, the version is not valid beside the others, or the API's
    /// versions are not written with `[[…]]` headers.
    pub fn add_version(&mut self, api: &str, new: &NewVersion) -> Result<(), EditError> {
        let known = self.registry.api(api)?;
        if let Some(existing) = known.entry(new.date) {
            return Err(EditError::VersionExists {
                file: self.registry.file.clone(),
                position: existing.position,
                api: known.name.clone(),
                date: new.date,
            });
        }
        let name = known.name.clone();
        let index = known
            .versions
            .partition_point(|version| version.date < new.date);
        let header = format!("[[api.{name}.versions]]");
        let version = Version {
            date: new.date,
            document: new
                .document
                .clone()
                .unwrap_or_else(|| Version::default_document(&name, new.date)),
            released_copy: new
                .released_copy
                .clone()
                .unwrap_or_else(|| Version::default_released_copy(&name, new.date)),
            lifecycle: new.lifecycle,
            position: Position::START,
        };
        let mut wanted = self.registry.clone();
        if let Some(api) = wanted.apis.get_mut(&name) {
            api.versions.insert(index, version);
        }
        let text = splice::add_version(&self.text, &name, index, &header, &render::version(new));
        self.replace(text, &wanted, known_place(&name, "versions"), header)
    }

    /// Sets where a version stands: rewrites `state`, adds the days that the state has, removes those that it has not.
    /// To release a draft, set it to [`Lifecycle::Active`].
    ///
    /// # Errors
    ///
    /// If the API or the version is unknown, the days run backward, or the entry is not written with a `[[…]]` header.
    pub fn set_lifecycle(
        &mut self,
        api: &str,
        date: VersionDate,
        lifecycle: Lifecycle,
    ) -> Result<(), EditError> {
        self.edit_version(
            api,
            date,
            |version| version.lifecycle = lifecycle,
            |text, name, index| splice::set_lifecycle(text, name, index, &lifecycle),
        )
    }

    /// Sets the file that holds what was released of a version.
    ///
    /// # Errors
    ///
    /// If the API or the version is unknown, another version has that file, or the entry is not written with a `[[…]]`
    /// header.
    pub fn set_released_copy(
        &mut self,
        api: &str,
        date: VersionDate,
        path: &RelativePath,
    ) -> Result<(), EditError> {
        self.edit_version(
            api,
            date,
            |version| version.released_copy = path.clone(),
            |text, name, index| {
                splice::set_field(text, name, index, "released-copy", path.as_str())
            },
        )
    }

    /// Takes the text that `splice` makes for the version at its place, if that says what `change` does to the version.
    fn edit_version(
        &mut self,
        api: &str,
        date: VersionDate,
        change: impl FnOnce(&mut Version),
        splice: impl FnOnce(&str, &ApiName, usize) -> Option<String>,
    ) -> Result<(), EditError> {
        let (name, index) = self.index(api, date)?;
        let mut wanted = self.registry.clone();
        if let Some(version) = wanted
            .apis
            .get_mut(&name)
            .and_then(|api| api.versions.get_mut(index))
        {
            change(version);
        }
        let text = splice(&self.text, &name, index);
        let header = format!("[[api.{name}.versions]]");
        self.replace(text, &wanted, known_place(&name, "versions"), header)
    }

    /// The place of a version among those of its API.
    fn index(&self, api: &str, date: VersionDate) -> Result<(ApiName, usize), EditError> {
        let known = self.registry.api(api)?;
        let mut versions = known.versions.iter();
        match versions.position(|version| version.date == date) {
            Some(index) => Ok((known.name.clone(), index)),
            None => Err(EditError::UnknownVersion(UnsupportedVersion::Unknown {
                api: known.name.clone(),
                date,
                valid: known.supported().map(|version| version.date).collect(),
            })),
        }
    }

    /// Adds an acceptance behind the last one, or at the end of the file.
    ///
    /// # Errors
    ///
    /// If it is not valid (a fingerprint that is accepted already, an unknown API, an empty reason), or the file's
    /// acceptances are not written with `[[accept]]` headers.
    pub fn add_acceptance(&mut self, new: &NewAcceptance) -> Result<(), EditError> {
        let mut wanted = self.registry.clone();
        wanted.accept.push(Acceptance {
            fingerprint: new.fingerprint.clone(),
            api: new.api.clone(),
            kind: new.kind.clone(),
            reason: new.reason.clone(),
            by: new.by.clone(),
            until: new.until,
            draft: new.draft,
            position: Position::START,
        });
        let text = splice::add_acceptance(&self.text, &render::acceptance(new));
        self.replace(text, &wanted, "accept".to_owned(), "[[accept]]".to_owned())
    }

    /// Removes the acceptance with this fingerprint, with the comment that stands directly above it.
    ///
    /// # Errors
    ///
    /// If there is none, or it is not written with an `[[accept]]` header.
    pub fn remove_acceptance(&mut self, fingerprint: &str) -> Result<(), EditError> {
        let Some(index) = self
            .registry
            .accept
            .iter()
            .position(|acceptance| acceptance.fingerprint == fingerprint)
        else {
            // What cannot be a fingerprint is not repeated: it could be anything that was pasted by mistake.
            let shown = if check_fingerprint(fingerprint).is_ok() {
                fingerprint
            } else {
                "…"
            };
            return Err(EditError::UnknownFingerprint {
                file: self.registry.file.clone(),
                fingerprint: shown.to_owned(),
                known: self
                    .registry
                    .accept
                    .iter()
                    .map(|acceptance| acceptance.fingerprint.clone())
                    .collect(),
            });
        };
        let mut wanted = self.registry.clone();
        wanted.accept.remove(index);
        let text = splice::remove_acceptance(&self.text, index);
        self.replace(text, &wanted, "accept".to_owned(), "[[accept]]".to_owned())
    }

    /// Takes the new text if it says what was wanted, and nothing else.
    fn replace(
        &mut self,
        text: Option<String>,
        wanted: &Registry,
        name: String,
        header: String,
    ) -> Result<(), EditError> {
        let position = self.first_position(&name);
        let not_editable = || EditError::NotEditable {
            file: self.registry.file.clone(),
            position,
            name,
            header,
        };
        let text = text.ok_or_else(not_editable.clone())?;
        let registry = Registry::parse(&self.registry.file, &text).map_err(EditError::Invalid)?;
        if without_positions(&registry) != without_positions(wanted) {
            return Err(not_editable());
        }
        self.registry = registry;
        self.text = text;
        Ok(())
    }

    fn first_position(&self, name: &str) -> Position {
        let position = match name
            .strip_prefix("api.")
            .and_then(|rest| rest.split('.').next())
        {
            Some(api) => self.registry.apis.get(api).map(|api| {
                api.versions
                    .first()
                    .map_or(api.position, |version| version.position)
            }),
            None => self
                .registry
                .accept
                .first()
                .map(|acceptance| acceptance.position),
        };
        position.unwrap_or(Position::START)
    }
}

fn known_place(api: &ApiName, field: &str) -> String {
    format!("api.{api}.{field}")
}

/// What a registry says, without where: an edit moves the entries behind it.
fn without_positions(registry: &Registry) -> Registry {
    let mut registry = registry.clone();
    for api in registry.apis.values_mut() {
        api.position = Position::START;
        for decision in &mut api.gate.overrides {
            decision.position = Position::START;
        }
        for version in &mut api.versions {
            version.position = Position::START;
        }
    }
    for acceptance in &mut registry.accept {
        acceptance.position = Position::START;
    }
    registry
}

#[cfg(test)]
mod tests;
