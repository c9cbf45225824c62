//! Checks of the address that requests go to.

use std::net::IpAddr;

use reqwest::Url;

use super::build_error::BuildError;

/// Verifa's guides print the address with this path, so it is copied often; every request would then miss.
const OPERATIONS_PREFIX: &str = "/api/v1";

/// An address that the key may be sent to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BaseUrl {
    /// Without a slash at the end: operation paths begin with one.
    pub(super) text: String,
    pub(super) https: bool,
    pub(super) loopback: bool,
}

impl BaseUrl {
    pub(super) fn parse(text: &str, allow_plain_http: bool) -> Result<Self, BuildError> {
        let url =
            Url::parse(text).map_err(|_| BuildError::InvalidBaseUrl("is not an absolute URL"))?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(BuildError::InvalidBaseUrl("is neither `https` nor `http`")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BuildError::InvalidBaseUrl(
                "holds a user name or password, which would end up in logs",
            ));
        }
        if url.query().is_some() {
            return Err(BuildError::InvalidBaseUrl(
                "holds a query, which operations would cut off",
            ));
        }
        if url.fragment().is_some() {
            return Err(BuildError::InvalidBaseUrl("holds a fragment"));
        }
        if url.path().trim_end_matches('/') == OPERATIONS_PREFIX {
            return Err(BuildError::InvalidBaseUrl(
                "ends in `/api/v1`, with which every operation's path begins",
            ));
        }
        let loopback = url.host_str().is_some_and(is_loopback);
        if !https && !loopback && !allow_plain_http {
            return Err(BuildError::InsecureBaseUrl);
        }
        Ok(Self {
            text: url.as_str().trim_end_matches('/').to_owned(),
            https,
            loopback,
        })
    }
}

/// Whether a host never leaves this machine: `localhost` (RFC 6761, section 6.3), 127.0.0.0/8 or `::1`.
fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_base_path_and_drops_slashes_at_the_end() {
        for (given, kept) in [
            ("https://api.withverifa.com", "https://api.withverifa.com"),
            ("https://api.withverifa.com/", "https://api.withverifa.com"),
            (
                "https://gateway.example/verifa//",
                "https://gateway.example/verifa",
            ),
            (
                "HTTPS://Gateway.Example:443/a%2Fb/",
                "https://gateway.example/a%2Fb",
            ),
        ] {
            assert_eq!(BaseUrl::parse(given, false).unwrap().text, kept);
        }
    }

    #[test]
    fn allows_plain_http_to_this_machine_only() {
        for local in [
            "http://localhost:8080",
            "http://127.0.0.1:1",
            "http://127.9.9.9",
            "http://[::1]:3000/base",
        ] {
            let url = BaseUrl::parse(local, false).unwrap();
            assert!(url.loopback && !url.https, "{local}");
        }
        for other in [
            "http://api.withverifa.com",
            "http://localhost.example",
            "http://10.0.0.1",
            "http://[::2]",
        ] {
            assert!(
                matches!(
                    BaseUrl::parse(other, false),
                    Err(BuildError::InsecureBaseUrl)
                ),
                "{other}"
            );
            assert!(BaseUrl::parse(other, true).is_ok(), "{other}");
        }
    }

    #[test]
    fn refuses_secrets_and_leftovers_without_repeating_them() {
        for bad in [
            "https://user@api.example",
            "https://user:SECRET@api.example",
            "https://api.example/?token=SECRET",
            "https://api.example/?",
            "https://api.example/#SECRET",
            "https://api.example/api/v1",
            "https://api.example/api/v1/",
            "ftp://api.example/SECRET",
            "data:SECRET",
            "api.example",
            "/relative",
            "https://",
            "",
        ] {
            let error = BaseUrl::parse(bad, true).unwrap_err();
            assert!(
                matches!(error, BuildError::InvalidBaseUrl(_)),
                "{bad}: {error:?}"
            );
            assert!(!format!("{error} {error:?}").contains("SECRET"), "{bad}");
        }
    }
}
