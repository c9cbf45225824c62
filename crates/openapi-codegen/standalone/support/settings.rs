//! [`Settings`], and what binds a generated client to them.

use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue, InvalidHeaderValue};

use super::headers;

/// What a client sends with every request, and how.
///
/// Credentials are headers: `Settings::default().header(AUTHORIZATION, value)`. Mark their values with
/// [`HeaderValue::set_sensitive`], so that no log prints them.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    http: reqwest::Client,
    headers: HeaderMap,
}

impl Settings {
    /// Sets a header on every request.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Uses another HTTP client: with its own time limits, proxies and certificates.
    #[must_use]
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = http;
        self
    }

    pub(crate) fn into_parts(self) -> (reqwest::Client, Inner) {
        (self.http, Inner { headers: self.headers })
    }
}

/// What a generated client carries. Made from [`Settings`] only.
#[derive(Clone)]
pub struct Inner {
    headers: HeaderMap,
}

/// Generated clients derive `Debug`, so this is printed with them.
impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inner").finish_non_exhaustive()
    }
}

/// Puts on a request what the documents leave out because it is the same for every operation.
#[allow(dead_code, reason = "used by the clients of the dates whose feature is on")]
pub(crate) fn prepare(request: &mut reqwest::Request, inner: &Inner, date: &'static str) {
    let map = request.headers_mut();
    for (name, value) in &inner.headers {
        map.insert(name.clone(), value.clone());
    }
    if let Some(name) = headers::VERSION {
        map.insert(HeaderName::from_static(name), HeaderValue::from_static(date));
    }
    if let Some((name, value)) = headers::CASING {
        map.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// Adds a cookie to the one `Cookie` header that a request may have. Called by generated code.
///
/// # Errors
/// For a value that no header can hold.
#[allow(dead_code, reason = "not every document has cookie parameters")]
pub(crate) fn add_cookie(map: &mut HeaderMap, name: &str, value: &str) -> Result<(), InvalidHeaderValue> {
    let mut text = match map.get(COOKIE).and_then(|cookies| cookies.to_str().ok()) {
        Some(cookies) => format!("{cookies}; "),
        None => String::new(),
    };
    // Characters that end a cookie or split its name off would make others of one (RFC 6265, section 4.1.1).
    if value.contains([';', ',', ' ', '"', '\\']) {
        return HeaderValue::from_bytes(b"\0").map(|_| ());
    }
    text.push_str(name);
    text.push('=');
    text.push_str(value);
    map.insert(COOKIE, HeaderValue::from_str(&text)?);
    Ok(())
}

/// Makes the `Client` of a generated module usable: hooks and `new`.
#[allow(unused_macros, reason = "used by the clients of the dates whose feature is on")]
macro_rules! dated_client {
    ($module:ident) => {
        const _: () = {
            use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
            use $crate::support::{Inner, Settings};

            impl ClientHooks<Inner> for $module::Client {
                async fn pre<E>(
                    &self,
                    request: &mut reqwest::Request,
                    _info: &OperationInfo,
                ) -> Result<(), progenitor_client::Error<E>> {
                    $crate::support::prepare(request, self.inner(), Self::api_version());
                    Ok(())
                }
            }

            impl $module::Client {
                /// A client for the API at this address, without a slash at its end.
                pub fn new(base_url: &str, settings: Settings) -> Self {
                    let (http, inner) = settings.into_parts();
                    Self::new_with_client(base_url, http, inner)
                }
            }
        };
    };
}
#[allow(unused_imports, reason = "used by the clients of the dates whose feature is on")]
pub(crate) use dated_client;
