//! What values mean, where schemas say so without allowing more or less: known values, defaults, deprecation, records that
//! are closed or opened, and what strings hold.

use std::collections::BTreeSet;

use openapi_doc::{Item, Schema};
use schema_subset::Value;

use super::location::Location;
use super::names::{quoted, subject};
use super::written::{self, Closing};

/// The rules of one difference: in requests and in responses.
pub(super) type Rules = (&'static str, &'static str);

pub(super) const DEFAULT: Rules = ("request-default-changed", "response-default-changed");
const KNOWN_VALUE_ADDED: Rules = ("request-known-value-added", "response-known-value-added");
const KNOWN_VALUE_REMOVED: Rules = (
    "request-known-value-removed",
    "response-known-value-removed",
);
const UNDEPRECATED: Rules = (
    "request-property-undeprecated",
    "response-property-undeprecated",
);
const DEPRECATED: Rules = (
    "request-property-deprecated",
    "response-property-deprecated",
);
const RECORD_CLOSED: Rules = ("request-record-closed", "response-record-closed");
const RECORD_OPENED: Rules = ("request-record-opened", "response-record-opened");

const STRING_CONTENT: Rules = (
    "request-string-content-changed",
    "response-string-content-changed",
);

/// A difference in what values mean.
pub(super) struct Meaning<'d> {
    pub(super) rules: Rules,
    /// What the sentences of the rules fill in, by name.
    pub(super) arguments: Vec<(&'static str, String)>,
    pub(super) base: Item<'d>,
    pub(super) revision: Item<'d>,
}

/// What two locations say differently of what their values mean.
pub(super) fn meanings<'d>(base: &Location<'d>, revision: &Location<'d>) -> Vec<Meaning<'d>> {
    let mut found = known_values(base, revision);
    found.extend(default(base, revision));
    found.extend(deprecation(base, revision));
    found.extend(closing(base, revision));
    found.extend(string_content(base, revision));
    found
}

/// The values that an open set is known to have.
fn known_values<'d>(base: &Location<'d>, revision: &Location<'d>) -> Vec<Meaning<'d>> {
    let (Some((old_at, old)), Some((new_at, new))) = (base.known(), revision.known()) else {
        return Vec::new();
    };
    let changes = [
        (
            KNOWN_VALUE_REMOVED,
            old.difference(&new).collect::<Vec<_>>(),
        ),
        (KNOWN_VALUE_ADDED, new.difference(&old).collect()),
    ];
    let told = changes.into_iter().filter(|(_, values)| !values.is_empty());
    told.map(|(rules, values)| Meaning {
        rules,
        arguments: vec![
            ("subject", subject(revision.item())),
            ("values", quoted(values.into_iter().map(String::as_str))),
        ],
        base: old_at,
        revision: new_at,
    })
    .collect()
}

fn default<'d>(base: &Location<'d>, revision: &Location<'d>) -> Option<Meaning<'d>> {
    let (old, new) = (defaults(base), defaults(revision));
    let texts = |of: &[(Schema<'d>, String)]| {
        let texts = of.iter().map(|(_, text)| text.clone());
        texts.collect::<BTreeSet<_>>()
    };
    // Schemas that hold together may stand in any order.
    if texts(&old) == texts(&new) {
        return None;
    }
    let (old, new) = (old.into_iter().next(), new.into_iter().next());
    let text = |of: &Option<(Schema<'d>, String)>| {
        of.as_ref()
            .map_or_else(|| "none".to_owned(), |(_, text)| text.clone())
    };
    let (from, to) = (text(&old), text(&new));
    let then = match (&old, &new) {
        (None, _) => "and the base document does not say what it meant",
        (_, None) => "and the revision does not say what it means",
        _ => "and now means something else",
    };
    let (old, new) = (old.map(|old| old.0), new.map(|new| new.0));
    (from != to).then(|| Meaning {
        rules: DEFAULT,
        arguments: vec![
            ("subject", subject(revision.item())),
            ("from", from),
            ("to", to),
            ("then", then.to_owned()),
        ],
        base: holder(base, old, new),
        revision: holder(revision, new, old),
    })
}

/// The schemas of a location that name a default, with its text.
fn defaults<'d>(location: &Location<'d>) -> Vec<(Schema<'d>, String)> {
    let named = location.schemas.iter().filter_map(|&holder| {
        let value = holder.keyword("default")?.node();
        Some((holder, Value::from_node(value)?.to_string()))
    });
    named.collect()
}

/// The schema of a location that says something, or else the one that stands where the other location says it.
fn holder<'d>(
    location: &Location<'d>,
    own: Option<Schema<'d>>,
    other: Option<Schema<'d>>,
) -> Item<'d> {
    let there = own.or_else(|| Some(location.counterpart(other?)));
    there.map_or_else(|| location.item(), Schema::item)
}

fn deprecation<'d>(base: &Location<'d>, revision: &Location<'d>) -> Option<Meaning<'d>> {
    let is_deprecated = |location: &Location<'d>| {
        let mut roots = location.roots().iter();
        roots.any(|root| root.item().flag("deprecated"))
    };
    (is_deprecated(base) != is_deprecated(revision)).then(|| Meaning {
        rules: if is_deprecated(revision) {
            DEPRECATED
        } else {
            UNDEPRECATED
        },
        arguments: vec![("subject", subject(revision.item()))],
        base: base.item(),
        revision: revision.item(),
    })
}

/// Whether a record takes members that it does not declare. Nobody sends those, so that containment does not see it.
fn closing<'d>(base: &Location<'d>, revision: &Location<'d>) -> Option<Meaning<'d>> {
    if !written::is_record(base) || !written::is_record(revision) {
        return None;
    }
    let (old, new) = (written::closing(base), written::closing(revision));
    let (rules, keyword) = match (old, new) {
        (None, Some(keyword)) => (RECORD_CLOSED, keyword),
        (Some(keyword), None) => (RECORD_OPENED, keyword),
        _ => return None,
    };
    let place = |location: &Location<'d>, of: Option<Closing<'d>>| {
        of.map_or_else(
            || location.counterpart(keyword.holder).item(),
            |keyword| keyword.item,
        )
    };
    Some(Meaning {
        rules,
        arguments: vec![
            ("subject", subject(revision.item())),
            ("keyword", keyword.name.to_owned()),
        ],
        base: place(base, old),
        revision: place(revision, new),
    })
}

/// How strings are to be read: the same text means something else in another encoding.
fn string_content<'d>(base: &Location<'d>, revision: &Location<'d>) -> Option<Meaning<'d>> {
    let (from, to) = (content(base), content(revision));
    (from != to).then(|| Meaning {
        rules: STRING_CONTENT,
        arguments: vec![
            ("subject", subject(revision.item())),
            ("from", from),
            ("to", to),
        ],
        base: base.item(),
        revision: revision.item(),
    })
}

/// Encoding, media type and schema of what strings hold, in words. The formats `byte` and `binary` of `OpenAPI` 3.0 are the
/// older names of two of them (OpenAPI 3.1.1, 4.4.2).
fn content(location: &Location<'_>) -> String {
    let text = |keyword: &str| {
        let item = location.keyword(keyword)?;
        let text = item.node().as_str().map(str::to_ascii_lowercase);
        text.or_else(|| Some(Value::from_node(item.node())?.to_string()))
    };
    let format = text("format");
    let is_format = |name: &str| format.as_deref() == Some(name);
    let encoding =
        text("contentEncoding").or_else(|| is_format("byte").then(|| "base64".to_owned()));
    let media_type = text("contentMediaType")
        .or_else(|| is_format("binary").then(|| "application/octet-stream".to_owned()));
    let told: Vec<String> = [encoding, media_type, text("contentSchema")]
        .into_iter()
        .flatten()
        .collect();
    if told.is_empty() {
        return "plain text".to_owned();
    }
    told.join(" ")
}
