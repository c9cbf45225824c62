//! Parameters.

use std::fmt;

use super::{Item, MediaType, Schema, response};

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterIn {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header field.
    Header,
    /// In the `Cookie` header field.
    Cookie,
}

impl ParameterIn {
    /// As the member `in` spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The value of a member `in`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "path" => Self::Path,
            "query" => Self::Query,
            "header" => Self::Header,
            "cookie" => Self::Cookie,
            _ => return None,
        })
    }
}

impl fmt::Display for ParameterIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A Parameter Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter<'d>(Item<'d>);

impl<'d> Parameter<'d> {
    pub(crate) fn new(item: Item<'d>) -> Self {
        Self(item)
    }

    /// Where it stands, with all members; a `$ref` is followed.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.0
    }

    /// Its name as it is written; names of header parameters mean the same in any case.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.0.text("name").unwrap_or_default()
    }

    /// Where it stands in a request.
    #[must_use]
    pub fn location_in(self) -> ParameterIn {
        self.0
            .text("in")
            .and_then(ParameterIn::parse)
            .unwrap_or(ParameterIn::Query)
    }

    /// What makes it the same parameter: its place and its name, which in headers ignores case (RFC 9110, 5.1).
    #[must_use]
    pub fn key(self) -> (ParameterIn, String) {
        let place = self.location_in();
        let name = match place {
            ParameterIn::Header => self.name().to_ascii_lowercase(),
            _ => self.name().to_owned(),
        };
        (place, name)
    }

    /// Whether it must be sent.
    #[must_use]
    pub fn required(self) -> bool {
        self.0.flag("required")
    }

    /// Whether it is deprecated.
    #[must_use]
    pub fn deprecated(self) -> bool {
        self.0.flag("deprecated")
    }

    /// Whether an empty value is allowed (query parameters).
    #[must_use]
    pub fn allow_empty_value(self) -> bool {
        self.0.flag("allowEmptyValue")
    }

    /// Whether reserved characters are sent as they are (query parameters).
    #[must_use]
    pub fn allow_reserved(self) -> bool {
        self.0.flag("allowReserved")
    }

    /// How it is serialised, with the default of its place (OpenAPI 3.1.1, section 4.8.12.2).
    #[must_use]
    pub fn style(self) -> &'d str {
        self.0.text("style").unwrap_or(match self.location_in() {
            ParameterIn::Query | ParameterIn::Cookie => "form",
            ParameterIn::Path | ParameterIn::Header => "simple",
        })
    }

    /// Whether arrays and objects give one value each, with the default of the style.
    #[must_use]
    pub fn explode(self) -> bool {
        self.0
            .get("explode")
            .and_then(|item| item.node().as_bool())
            .unwrap_or(self.style() == "form")
    }

    /// Its schema, not resolved, unless it is described by a media type.
    #[must_use]
    pub fn schema(self) -> Option<Schema<'d>> {
        self.0.get("schema")?.schema()
    }

    /// The media type that describes it, if no schema does.
    #[must_use]
    pub fn content(self) -> Option<(&'d str, MediaType<'d>)> {
        response::content(self.0).next()
    }
}
