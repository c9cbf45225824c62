//! Forms: how the fields of `multipart/*` and `application/x-www-form-urlencoded` bodies are written.

use std::collections::BTreeMap;

use openapi_doc::{Item, MediaType};

use crate::fact::Body;
use crate::pair::OperationPair;
use crate::pair::media_types::{MediaTypePair, essence};
use crate::rules;

use crate::fact::Fact;

/// How one field is written, with the defaults of the Encoding Object (OpenAPI 3.1.1, 4.8.15.1). The default of
/// `contentType` depends on the schema, so only what is written there counts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Encoding {
    content_type: Option<String>,
    /// `style`, `explode`, `allowReserved`: none where the default applies.
    style: Option<(String, bool, bool)>,
}

pub(super) fn detect<'d>(
    pair: &OperationPair<'d>,
    media_type: &MediaTypePair<'d>,
    facts: &mut Vec<Fact<'d>>,
) {
    let name = essence(media_type.name);
    let is_urlencoded = name == "application/x-www-form-urlencoded";
    if !is_urlencoded && !name.starts_with("multipart/") {
        return;
    }
    let base = encodings(media_type.base);
    let revision = encodings(media_type.revision);
    for (field, item) in &base {
        let other = revision.get(field).copied();
        state(pair, media_type, field, (Some(*item), other), facts);
    }
    for (field, item) in &revision {
        if !base.contains_key(field) {
            state(pair, media_type, field, (None, Some(*item)), facts);
        }
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
    let (old, new) = (
        base.map(encoding).unwrap_or_default(),
        revision.map(encoding).unwrap_or_default(),
    );
    if old == new {
        return;
    }
    let place = |item: Option<Item<'d>>, around: MediaType<'d>| item.unwrap_or(around.item());
    facts.push(
        pair.fact(&rules::form_field_encoding_changed::RULE, "request")
            .at(
                place(base, media_type.base),
                place(revision, media_type.revision),
            )
            .argument("name", field)
            .argument("media_type", media_type.name)
            .value(format!("{old:?}"))
            .value(format!("{new:?}"))
            .request(crate::fact::RequestOf {
                content_type: Some(media_type.name),
                ..pair.sent_request().body(Body::Always)
            }),
    );
}

fn encoding(item: Item<'_>) -> Encoding {
    let style = item.text("style").unwrap_or("form");
    let explode = item
        .get("explode")
        .and_then(|item| item.node().as_bool())
        .unwrap_or(style == "form");
    let written = (style.to_owned(), explode, item.flag("allowReserved"));
    Encoding {
        content_type: item.text("contentType").map(str::to_ascii_lowercase),
        style: Some(written)
            .filter(|(style, explode, reserved)| style != "form" || !explode || *reserved),
    }
}
