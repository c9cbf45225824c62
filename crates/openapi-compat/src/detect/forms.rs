//! Forms: how the fields of `multipart/*` and `application/x-www-form-urlencoded` bodies are written.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Item, MediaType, Schema, Type, TypeSet};

use super::shape::{self, Shape};
use crate::audience::Verdicts;
use crate::fact::{Body, Doubt, Fact, RequestOf};
use crate::pair::OperationPair;
use crate::pair::media_types::{MediaTypePair, covers, essence};
use crate::rule::{Direction, Rule};
use crate::rules;
use crate::schema::location::{Location, Member};

const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// How one field is written, with the defaults of the Encoding Object (OpenAPI 3.1.1, 4.8.15.1).
#[derive(Debug, PartialEq, Eq)]
struct Encoding {
    /// The media types that a part may have; none if that depends on more than the type of the field.
    content_types: Option<BTreeSet<String>>,
    style: String,
    explode: bool,
    allow_reserved: bool,
    /// The headers of a part as they are written.
    headers: Option<String>,
}

pub(super) fn detect<'d>(
    pair: &OperationPair<'d>,
    media_type: &MediaTypePair<'d>,
    facts: &mut Vec<Fact<'d>>,
) {
    let name = essence(media_type.name);
    let is_urlencoded = name == URL_ENCODED;
    if !is_urlencoded && !name.starts_with("multipart/") {
        return;
    }
    let base = encodings(media_type.base);
    let revision = encodings(media_type.revision);
    let fields: BTreeSet<&str> = base.keys().chain(revision.keys()).copied().collect();
    for field in fields {
        let sides = (base.get(field).copied(), revision.get(field).copied());
        state(pair, media_type, field, sides, facts);
    }
}

fn encodings(media_type: MediaType<'_>) -> BTreeMap<&str, Item<'_>> {
    media_type.encodings().collect()
}

fn state<'d>(
    pair: &OperationPair<'d>,
    media_type: &MediaTypePair<'d>,
    field: &str,
    (base, revision): (Option<Item<'d>>, Option<Item<'d>>),
    facts: &mut Vec<Fact<'d>>,
) {
    let (Field::Declared(old_schema), Field::Declared(new_schema)) = (
        Field::of(media_type.base, field),
        Field::of(media_type.revision, field),
    ) else {
        return;
    };
    let is_simple = is_simple(old_schema.as_ref()) || is_simple(new_schema.as_ref());
    let (mut old, mut new) = (
        Encoding::of(base, old_schema.as_ref(), is_simple),
        Encoding::of(revision, new_schema.as_ref(), is_simple),
    );
    if essence(media_type.name) == URL_ENCODED {
        // With a style there is no media type; a simple value is written alike either way.
        let is_styled = [base, revision].map(|item| item.is_some_and(has_style));
        let has_no_type = if is_simple {
            is_styled.contains(&true)
        } else {
            !is_styled.contains(&false)
        };
        if has_no_type {
            old.content_types = None;
            new.content_types = None;
        }
    }
    if old == new {
        return;
    }
    let place = |item: Option<Item<'d>>, around: MediaType<'d>| item.unwrap_or(around.item());
    let fact = |rule: &'static Rule| {
        pair.fact(rule, "request")
            .at(
                place(base, media_type.base),
                place(revision, media_type.revision),
            )
            .argument("name", field)
    };
    let request = || RequestOf {
        content_type: Some(media_type.name),
        ..pair.sent_request().body(Body::Always)
    };
    let of_type = |rule: &'static Rule, name: &str| {
        fact(rule).argument("media_type", name).request(RequestOf {
            part: Some((field.to_owned(), name.to_owned())),
            ..request()
        })
    };
    let types = match (&old.content_types, &new.content_types) {
        (Some(old), Some(new)) => Some((old, new)),
        _ => None,
    };
    if let Some((old, new)) = types {
        for name in uncovered(old, new) {
            let rule = &rules::form_field_content_type_removed::RULE;
            facts.push(of_type(rule, name));
        }
        for name in uncovered(new, old) {
            let rule = &rules::form_field_content_type_added::RULE;
            facts.push(of_type(rule, name));
        }
    }
    let (sent, accepted) = match pair.direction {
        Direction::Outbound => (&old, &new),
        Direction::Inbound => (&new, &old),
    };
    if let Some((verdicts, doubt)) = sent.judge(accepted) {
        let mut fact = fact(&rules::form_field_encoding_changed::RULE)
            .argument("media_type", media_type.name)
            .value(format!("{old:?}"))
            .value(format!("{new:?}"))
            .verdicts(verdicts)
            .request(request());
        fact.doubt = doubt;
        facts.push(fact);
    }
}

/// The media types that none of the others covers.
fn uncovered<'t>(
    types: &'t BTreeSet<String>,
    others: &'t BTreeSet<String>,
) -> impl Iterator<Item = &'t str> {
    types
        .iter()
        .filter(|name| !others.iter().any(|range| covers(range, name)))
        .map(String::as_str)
}

impl Encoding {
    fn of(item: Option<Item<'_>>, field: Option<&Member<'_>>, is_simple: bool) -> Self {
        let text = |key| item.and_then(|item| item.text(key));
        let written = item
            .and_then(|item| item.get("explode"))
            .and_then(|item| item.node().as_bool());
        // A simple value is written alike in all styles that fields have.
        let style = text("style").filter(|_| !is_simple).unwrap_or("form");
        let explode = written.filter(|_| !is_simple).unwrap_or(style == "form");
        let content_types = text("contentType").map(|types| {
            let types = types.split(',').map(essence);
            types.collect::<BTreeSet<_>>()
        });
        Self {
            content_types: content_types.or_else(|| default_content_type(field?)),
            style: style.to_owned(),
            explode,
            allow_reserved: item.is_some_and(|item| item.flag("allowReserved")),
            headers: item
                .and_then(|item| item.get("headers"))
                .map(|headers| headers.node().source().to_owned()),
        }
    }

    /// Whether what is sent like this is read right by who expects the other; nothing if they say the same.
    fn judge(&self, accepted: &Self) -> Option<(Verdicts, Option<Doubt>)> {
        let has_same_style = (&self.style, self.explode) == (&accepted.style, accepted.explode);
        if !has_same_style || (self.allow_reserved && !accepted.allow_reserved) {
            return Some((Verdicts::WIRE, None));
        }
        if self.content_types.is_none() != accepted.content_types.is_none() {
            return Some((Verdicts::WIRE_UNKNOWN, Some(Doubt::PartType)));
        }
        if self.headers != accepted.headers {
            return Some((Verdicts::WIRE_UNKNOWN, Some(Doubt::PartHeaders)));
        }
        (self.allow_reserved != accepted.allow_reserved).then_some((Verdicts::COMPATIBLE, None))
    }
}

/// Whether it is said how a field is spelled. Then its media type does not count in a URL (OpenAPI 3.1.1, 4.8.15.1.1).
fn has_style(encoding: Item<'_>) -> bool {
    ["style", "explode", "allowReserved"]
        .iter()
        .any(|keyword| encoding.get(keyword).is_some())
}

/// Whether the values of a field have no parts.
fn is_simple(field: Option<&Member<'_>>) -> bool {
    let mut schemas = field.into_iter().flat_map(|field| field.roots.iter());
    schemas.any(|schema| shape::of(Some(schema)) == Shape::Simple)
}

/// The media type of a part for which none is written, where the type of the field decides it.
fn default_content_type(field: &Member<'_>) -> Option<BTreeSet<String>> {
    let location = Location::of_all(field.roots.resolved());
    let format = location.keyword("format");
    let format = format.and_then(|format| format.node().as_str());
    let is_plain = location.keyword("contentEncoding").is_none()
        && !matches!(format, Some("binary" | "byte" | "base64"));
    let name = match types(field)?.without(Type::Null).only()? {
        Type::String if is_plain => "text/plain",
        Type::Boolean | Type::Integer | Type::Number => "text/plain",
        Type::Object => "application/json",
        _ => return None,
    };
    Some(BTreeSet::from([name.to_owned()]))
}

/// The types of a field that all its schemas allow that name any.
fn types(field: &Member<'_>) -> Option<TypeSet> {
    let named = field.roots.iter().filter_map(shape::types_of);
    named.reduce(|a, b| a.iter().filter(|kind| b.contains(*kind)).collect())
}

/// Whether a form has a field.
#[derive(Clone)]
enum Field<'d> {
    /// Its schema declares it, or may do so in one of its parts; then the schema of the field is not known.
    Declared(Option<Member<'d>>),
    /// Nothing is sent under that name, so how it would be written does not matter.
    Absent,
}

impl<'d> Field<'d> {
    fn of(media_type: MediaType<'d>, field: &str) -> Self {
        let Some(schema) = media_type.schema().map(Schema::resolve) else {
            return Self::Declared(None);
        };
        let location = Location::of(schema);
        if let Some(member) = location.properties().remove(field) {
            return Self::Declared(Some(member));
        }
        // `additionalProperties: false` says the same as leaving it out.
        let is_open = location
            .keyword("additionalProperties")
            .is_some_and(|rest| rest.node().as_bool() != Some(false));
        let has_parts = ["anyOf", "oneOf", "if", "patternProperties"]
            .iter()
            .any(|keyword| location.keyword(keyword).is_some());
        let is_record = location.keyword("properties").is_some();
        if is_record && !is_open && !has_parts {
            Self::Absent
        } else {
            Self::Declared(None)
        }
    }
}
