//! [`BuildError`]: why no client could be built.

use std::convert::Infallible;
use std::fmt;

/// Why [`ClientBuilder::build`](crate::ClientBuilder::build) refused. Holds no key and no URL: both may be secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The API key is empty or only white space.
    EmptyApiKey,
    /// The API key holds white space, control characters or characters beyond ASCII.
    InvalidApiKey,
    /// The base URL cannot be used; the text says why.
    InvalidBaseUrl(&'static str),
    /// The base URL is plain `http` to another machine.
    InsecureBaseUrl,
    /// The base URL is `https`, but this crate was built without its `rustls-tls` feature and got no ready-made
    /// HTTP client.
    NoTls,
    /// Name or version of the calling program is no token that a `User-Agent` header may hold.
    InvalidAppInfo,
    /// Connection options were given beside a ready-made HTTP client, which has its own.
    ConnectTimeoutWithHttpClient,
    /// The TLS settings were refused; the text comes from the TLS library.
    Tls(String),
    /// The HTTP client could not be set up.
    Http(reqwest::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyApiKey => f.write_str("the API key is empty: pass the key that the Verifa dashboard shows"),
            Self::InvalidApiKey => f.write_str(
                "the API key holds white space, control or non-ASCII characters: copy it again from the Verifa dashboard",
            ),
            Self::InvalidBaseUrl(why) => {
                write!(f, "the base URL {why}: pass one such as `{}`", super::DEFAULT_BASE_URL)
            }
            Self::InsecureBaseUrl => f.write_str(
                "the base URL would send the API key and personal data unencrypted: use `https`, or call `allow_plain_http` for a network that you trust",
            ),
            Self::NoTls => f.write_str(
                "this build has no TLS: turn on the feature `rustls-tls` of the crate `verifa`, or pass your own client to `http_client`",
            ),
            Self::InvalidAppInfo => f.write_str(
                "name or version of the calling program cannot stand in a User-Agent header: use letters, digits, `-`, `_` and `.`",
            ),
            Self::ConnectTimeoutWithHttpClient => f.write_str(
                "`connect_timeout` has no effect on a client passed to `http_client`: set it on that client instead",
            ),
            Self::Tls(why) => write!(f, "cannot set up TLS: {why}; check the system's certificate store"),
            Self::Http(_) => f.write_str("cannot set up the HTTP client; check proxy settings in the environment"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            _ => None,
        }
    }
}

/// So that a ready [`ApiKey`](crate::ApiKey) can stand where a text can.
impl From<Infallible> for BuildError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
