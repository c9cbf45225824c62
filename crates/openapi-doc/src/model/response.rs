//! Bodies: request bodies, responses, headers, media types.

use std::fmt;

use super::{Item, Schema};

/// The key of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKey {
    /// One status code.
    Code(u16),
    /// All codes with that first digit (`4XX`).
    Range(u8),
    /// Every code that no other key covers.
    Default,
}

impl StatusKey {
    /// Reads a key of a Responses Object.
    ///
    /// ```
    /// use openapi_doc::StatusKey;
    ///
    /// assert_eq!(StatusKey::parse("404"), Some(StatusKey::Code(404)));
    /// assert_eq!(StatusKey::parse("4XX"), Some(StatusKey::Range(4)));
    /// assert_eq!(StatusKey::parse("4xx"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        let &[first, second, third] = text.as_bytes() else {
            return None;
        };
        match (first, second, third) {
            (b'1'..=b'5', b'X', b'X') => Some(Self::Range(first - b'0')),
            (b'1'..=b'5', b'0'..=b'9', b'0'..=b'9') => text.parse().ok().map(Self::Code),
            _ => None,
        }
    }

    /// Whether the key names this code itself or as part of its range; `default` does not.
    #[must_use]
    pub fn names(self, code: u16) -> bool {
        match self {
            Self::Code(own) => own == code,
            Self::Range(digit) => u16::from(digit) == code / 100,
            Self::Default => false,
        }
    }
}

impl fmt::Display for StatusKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A Response Object under its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Response<'d> {
    status: StatusKey,
    item: Item<'d>,
}

pub(crate) fn responses(map: Option<Item<'_>>) -> impl Iterator<Item = Response<'_>> {
    map.into_iter()
        .flat_map(Item::members)
        .filter_map(|(key, item)| {
            Some(Response {
                status: StatusKey::parse(key)?,
                item: item.resolve(),
            })
        })
}

pub(crate) fn content(item: Item<'_>) -> impl Iterator<Item = (&str, MediaType<'_>)> {
    item.get("content")
        .into_iter()
        .flat_map(Item::members)
        .map(|(name, item)| (name, MediaType(item)))
}

impl<'d> Response<'d> {
    pub(crate) fn new(status: StatusKey, item: Item<'d>) -> Self {
        Self { status, item }
    }

    /// Its status.
    #[must_use]
    pub fn status(self) -> StatusKey {
        self.status
    }

    /// Where it stands, with all members; a `$ref` is followed.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.item
    }

    /// Its description.
    #[must_use]
    pub fn description(self) -> &'d str {
        self.item.text("description").unwrap_or_default()
    }

    /// Its bodies by media type, in source order.
    pub fn content(self) -> impl Iterator<Item = (&'d str, MediaType<'d>)> {
        content(self.item)
    }

    /// Its headers in source order. `Content-Type` is left out: OpenAPI ignores it here.
    pub fn headers(self) -> impl Iterator<Item = Header<'d>> {
        self.item
            .get("headers")
            .into_iter()
            .flat_map(Item::members)
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
            .map(|(name, item)| Header {
                name,
                item: item.resolve(),
            })
    }
}

/// A Header Object under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header<'d> {
    name: &'d str,
    item: Item<'d>,
}

impl<'d> Header<'d> {
    pub(crate) fn new(name: &'d str, item: Item<'d>) -> Self {
        Self { name, item }
    }

    /// Its name as it is written; it means the same in any case.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.name
    }

    /// Where it stands, with all members; a `$ref` is followed.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.item
    }

    /// Whether it is always sent.
    #[must_use]
    pub fn required(self) -> bool {
        self.item.flag("required")
    }

    /// Whether it is deprecated.
    #[must_use]
    pub fn deprecated(self) -> bool {
        self.item.flag("deprecated")
    }

    /// Its schema, not resolved, unless it is described by a media type.
    #[must_use]
    pub fn schema(self) -> Option<Schema<'d>> {
        self.item.get("schema")?.schema()
    }

    /// The media type that describes it, if no schema does.
    #[must_use]
    pub fn content(self) -> Option<(&'d str, MediaType<'d>)> {
        content(self.item).next()
    }
}

/// A Request Body Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestBody<'d>(Item<'d>);

impl<'d> RequestBody<'d> {
    pub(crate) fn new(item: Item<'d>) -> Self {
        Self(item)
    }

    /// Where it stands, with all members; a `$ref` is followed.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.0
    }

    /// Whether it must be sent.
    #[must_use]
    pub fn required(self) -> bool {
        self.0.flag("required")
    }

    /// Its bodies by media type, in source order.
    pub fn content(self) -> impl Iterator<Item = (&'d str, MediaType<'d>)> {
        content(self.0)
    }
}

/// A Media Type Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaType<'d>(Item<'d>);

impl<'d> MediaType<'d> {
    /// Where it stands, with all members.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.0
    }

    /// The schema of the body, not resolved. `None`: any body.
    #[must_use]
    pub fn schema(self) -> Option<Schema<'d>> {
        self.0.get("schema")?.schema()
    }

    /// How the properties of a form are encoded: the Encoding Object of each, in source order.
    pub fn encodings(self) -> impl Iterator<Item = (&'d str, Item<'d>)> {
        self.0.get("encoding").into_iter().flat_map(Item::members)
    }

    /// The headers of one part of a multipart form.
    pub fn encoding_headers(self, property: &str) -> impl Iterator<Item = Header<'d>> {
        self.0
            .get("encoding")
            .and_then(|encodings| encodings.get(property))
            .and_then(|encoding| encoding.get("headers"))
            .into_iter()
            .flat_map(Item::members)
            .map(|(name, item)| Header {
                name,
                item: item.resolve(),
            })
    }
}
