//! Reading a registry file: every problem at once, each where it stands.

mod acceptance;
mod api;
mod claims;
mod fields;
mod gate;
mod version;

use std::collections::BTreeMap;

use toml_edit::Document;

use crate::{
    model::Registry,
    position::Position,
    problem::{Problem, Severity},
};

pub(crate) use self::acceptance::{FIELDS as ACCEPTANCE_FIELDS, check_fingerprint};
pub(crate) use self::api::{DEFAULT_NOTICE_MONTHS, MOST_NOTICE_MONTHS};
use self::fields::{Reader, Reported};
#[cfg(test)]
pub(crate) use self::{
    api::{API_FIELDS, CASING_FIELDS, CLIENT_FIELDS, HEADERS_FIELDS},
    gate::{FIELDS as GATE_FIELDS, OVERRIDE_FIELDS},
    version::FIELDS as VERSION_FIELDS,
};

/// The fields at the top of the file.
pub(crate) const TOP_FIELDS: &[&str] = &["api", "accept"];

/// The largest registry file that is read, in bytes. A real one has some kilobytes.
pub const MAX_BYTES: usize = 4 << 20;

impl Registry {
    /// Reads a registry file: `text` is what it holds, `file_name` is what messages call it.
    ///
    /// ```
    /// use registry::Registry;
    ///
    /// let registry = Registry::parse("specdate.toml", r#"
    ///     [[api.verifa.versions]]
    ///     date = "2026-01-01"
    ///     state = "active"
    ///     released = "2026-01-01"
    /// "#).unwrap();
    /// let api = registry.api("verifa").unwrap();
    /// assert_eq!(api.versions[0].document.as_str(), "verifa/2026-01-01.yaml");
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that is wrong, in the order of the file: one problem if the text is not TOML, all of them if it is.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(file_name, text);
        let registry = read(&mut reader, file_name, text);
        let mut problems = reader.into_problems();
        match registry {
            Ok(registry) if problems.is_empty() => Ok(registry),
            _ => {
                problems.sort_by(|a, b| (a.position, a.id).cmp(&(b.position, b.id)));
                Err(problems)
            }
        }
    }
}

fn read(reader: &mut Reader<'_>, file_name: &str, text: &str) -> Result<Registry, Reported> {
    if text.len() > MAX_BYTES {
        return Err(reader.report_at(
            Position::START,
            "too-large",
            format!("the file has {} bytes, more than {MAX_BYTES}", text.len()),
            "split off what is not a registry",
        ));
    }
    let document = Document::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        // The parser's message can have several lines; ours is one.
        let message = error
            .message()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        reader.report(
            offset,
            "syntax",
            format!("not TOML: {message}"),
            "correct the syntax",
        )
    })?;
    let top = reader.top(document.as_table(), TOP_FIELDS);

    let mut apis = BTreeMap::new();
    if let Ok(Some(entries)) = reader.named_tables(&top, "api") {
        for entry in entries {
            if let Ok(api) = api::read(reader, &entry) {
                apis.insert(api.name.clone(), api);
            }
        }
    }
    let mut accept = Vec::new();
    if let Ok(Some(entries)) = reader.tables(&top, "accept", "[[accept]]", ACCEPTANCE_FIELDS) {
        // Names, not parsed APIs: an API with a problem of its own is still one that an acceptance may name.
        let known = top.api_names("api");
        accept.extend(
            entries
                .iter()
                .filter_map(|entry| acceptance::read(reader, entry, &known, &apis).ok()),
        );
    }
    reader.report_conflicts();
    Ok(Registry {
        file: file_name.to_owned(),
        apis,
        accept,
    })
}

/// A problem of the file itself.
fn error(
    file: &str,
    position: Position,
    id: &'static str,
    message: String,
    next_step: String,
) -> Problem {
    Problem {
        id,
        severity: Severity::Error,
        file: file.to_owned(),
        position,
        message,
        next_step,
    }
}

#[cfg(test)]
mod tests;
