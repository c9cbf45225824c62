//! New entries as lines of TOML.

use std::fmt::Write;

use super::{NewAcceptance, NewVersion};
use crate::model::AcceptanceKind;

/// A field's name and its text, not yet quoted.
pub(super) type Field = (&'static str, String);

/// The fields of a version in the order in which they are written.
pub(super) fn version(new: &NewVersion) -> Vec<Field> {
    let mut fields = vec![("date", new.date.to_string())];
    fields.extend(
        new.document
            .as_ref()
            .map(|path| ("document", path.to_string())),
    );
    fields.push(("state", new.lifecycle.state().to_string()));
    fields.extend(
        new.lifecycle
            .days()
            .into_iter()
            .map(|(name, day)| (name, day.to_string())),
    );
    fields.extend(
        new.released_copy
            .as_ref()
            .map(|path| ("released-copy", path.to_string())),
    );
    fields
}

/// The fields of an acceptance in the order in which they are written.
pub(super) fn acceptance(new: &NewAcceptance) -> Vec<Field> {
    let mut fields = vec![("fingerprint", new.fingerprint.clone())];
    fields.extend(new.api.as_ref().map(|api| ("api", api.to_string())));
    fields.push(("kind", new.kind.as_str().to_owned()));
    let evidence = match &new.kind {
        AcceptanceKind::Break { evidence } => evidence.clone(),
        AcceptanceKind::Correction { evidence } => Some(evidence.clone()),
    };
    fields.extend(evidence.map(|evidence| ("evidence", evidence)));
    fields.push(("reason", new.reason.clone()));
    fields.extend(new.by.clone().map(|by| ("by", by)));
    fields.extend(new.until.map(|until| ("until", until.to_string())));
    fields.extend(new.draft.map(|date| ("draft", date.to_string())));
    fields
}

/// `name = "value"`.
pub(super) fn field(name: &str, value: &str) -> String {
    format!("{name} = {}", quoted(value))
}

/// A TOML basic string (TOML 1.0, "String"): one line whatever the text holds.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                // Writing to a `String` cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
