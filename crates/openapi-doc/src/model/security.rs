//! Security schemes and requirements.

use std::fmt;

use super::Item;

/// One alternative of credentials: all of its schemes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityRequirement<'d>(Item<'d>);

pub(crate) fn requirements(list: Option<Item<'_>>) -> Vec<SecurityRequirement<'_>> {
    list.into_iter()
        .flat_map(Item::items)
        .map(SecurityRequirement)
        .collect()
}

impl<'d> SecurityRequirement<'d> {
    /// Where it stands.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.0
    }

    /// The names of its schemes, each with the scopes (or roles) that it asks for. Empty: no credentials at all.
    pub fn schemes(self) -> impl Iterator<Item = (&'d str, Vec<&'d str>)> {
        self.0.members().map(|(name, scopes)| {
            (
                name,
                scopes
                    .items()
                    .filter_map(|scope| scope.node().as_str())
                    .collect(),
            )
        })
    }
}

/// What a security scheme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecuritySchemeKind<'d> {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// `header`, `query` or `cookie`.
        location: &'d str,
        /// The name of the header, query parameter or cookie.
        name: &'d str,
    },
    /// HTTP authentication (RFC 9110, section 11).
    Http {
        /// The scheme of the `Authorization` header, such as `bearer`.
        scheme: &'d str,
    },
    /// OAuth 2.0.
    OAuth2,
    /// Discovery of a login service, as `OpenID` Connect defines it.
    OpenIdConnect {
        /// Where the discovery document is.
        url: &'d str,
    },
    /// A client certificate.
    MutualTls,
}

impl fmt::Display for SecuritySchemeKind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApiKey { location, name } => write!(f, "apiKey {location} {name}"),
            Self::Http { scheme } => write!(f, "http {}", scheme.to_ascii_lowercase()),
            Self::OAuth2 => f.write_str("oauth2"),
            Self::OpenIdConnect { url } => write!(f, "openIdConnect {url}"),
            Self::MutualTls => f.write_str("mutualTLS"),
        }
    }
}

/// A Security Scheme Object under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityScheme<'d> {
    name: &'d str,
    item: Item<'d>,
}

impl<'d> SecurityScheme<'d> {
    pub(crate) fn new(name: &'d str, item: Item<'d>) -> Self {
        Self { name, item }
    }

    /// The name by which requirements refer to it.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.name
    }

    /// Where it stands, with all members; a `$ref` is followed.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.item
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> SecuritySchemeKind<'d> {
        let text = |name| self.item.text(name).unwrap_or_default();
        match text("type") {
            "apiKey" => SecuritySchemeKind::ApiKey {
                location: text("in"),
                name: text("name"),
            },
            "oauth2" => SecuritySchemeKind::OAuth2,
            "openIdConnect" => SecuritySchemeKind::OpenIdConnect {
                url: text("openIdConnectUrl"),
            },
            "mutualTLS" => SecuritySchemeKind::MutualTls,
            _ => SecuritySchemeKind::Http {
                scheme: text("scheme"),
            },
        }
    }

    /// The OAuth flows: name of the flow and its OAuth Flow Object, in source order.
    pub fn flows(self) -> impl Iterator<Item = (&'d str, Item<'d>)> {
        self.item
            .get("flows")
            .into_iter()
            .flat_map(Item::members)
            .filter(|(name, _)| !name.starts_with("x-"))
    }
}
