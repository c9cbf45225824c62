//! What binds a generated client to this layer: [`DatedClient`], the headers of every request, `dated_client!`.

use reqwest::header::{HeaderValue, USER_AGENT};

use super::headers;
use super::inner::Inner;

/// Only the clients of this crate are dated clients: another type could not promise what the builder relies on.
pub trait Sealed {}

/// The client of one API version date. Implemented by every generated `Client`.
pub trait DatedClient: Sealed + Sized {
    /// The version date that the client asks for, `YYYY-MM-DD`.
    const VERSION: &'static str;

    /// Called by the builder with checked parts.
    #[doc(hidden)]
    fn from_parts(base_url: &str, http: reqwest::Client, inner: Inner) -> Self;
}

/// Puts on a request what the documents leave out because it is the same for every operation.
#[allow(
    dead_code,
    reason = "used by the clients of the dates whose feature is on"
)]
pub(crate) fn prepare(
    request: &mut reqwest::Request,
    inner: &Inner,
    version: &'static str,
) -> Result<(), String> {
    let version = HeaderValue::from_str(version)
        .map_err(|_| "the version date of this client is no header value".to_owned())?;
    let map = request.headers_mut();
    map.insert(headers::API_KEY, inner.api_key.clone());
    map.insert(headers::VERSION, version);
    map.insert(
        headers::KEY_INFLECTION,
        HeaderValue::from_static(headers::SNAKE),
    );
    map.insert(USER_AGENT, inner.user_agent.clone());
    map.remove(headers::FOREIGN_VERSION);
    if let Some(timeout) = inner.timeout {
        *request.timeout_mut() = Some(timeout);
    }
    Ok(())
}

/// `v2026_02_01` -> `2026-02-01`. Another name gives question marks, which differ from the
/// document's date when a client is made.
#[allow(
    dead_code,
    reason = "used by the clients of the dates whose feature is on"
)]
pub(crate) const fn module_date(module: &str) -> [u8; 10] {
    match module.as_bytes() {
        [b'v', y1, y2, y3, y4, b'_', m1, m2, b'_', d1, d2] => {
            [*y1, *y2, *y3, *y4, b'-', *m1, *m2, b'-', *d1, *d2]
        }
        _ => [b'?'; 10],
    }
}

/// Makes the `Client` of a generated module usable: hooks, [`DatedClient`], `new` and `builder`.
#[allow(
    unused_macros,
    reason = "used by the clients of the dates whose feature is on"
)]
macro_rules! dated_client {
    ($module:ident) => {
        const _: () = {
            use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
            use $crate::support::{
                BodyLimit, BuildError, ClientBuilder, DatedClient, Inner, Sealed,
            };

            impl Sealed for $module::Client {}

            impl DatedClient for $module::Client {
                const VERSION: &'static str = {
                    const DATE: [u8; 10] = $crate::support::module_date(stringify!($module));
                    match std::str::from_utf8(&DATE) {
                        Ok(date) => date,
                        Err(_) => "",
                    }
                };

                fn from_parts(base_url: &str, http: reqwest::Client, inner: Inner) -> Self {
                    // The header takes the document's own date.
                    debug_assert_eq!(
                        Self::VERSION,
                        <Self as ClientInfo<Inner>>::api_version(),
                        "the module's name and `info.version` of its document differ"
                    );
                    Self::new_with_client(base_url, http, inner)
                }
            }

            impl ClientHooks<Inner> for $module::Client {
                async fn pre<E>(
                    &self,
                    request: &mut reqwest::Request,
                    _info: &OperationInfo,
                ) -> Result<(), progenitor_client::Error<E>> {
                    $crate::support::prepare(request, self.inner(), Self::api_version())
                        .map_err(progenitor_client::Error::Custom)
                }

                async fn exec(
                    &self,
                    request: reqwest::Request,
                    _info: &OperationInfo,
                ) -> reqwest::Result<reqwest::Response> {
                    let mut response = self.client().execute(request).await?;
                    // Generated code hands over nothing but the response, so the limit travels inside it.
                    response
                        .extensions_mut()
                        .insert(BodyLimit::of(self.inner()));
                    Ok(response)
                }
            }

            impl $module::Client {
                /// A client with default settings; see [`builder`](Self::builder) for others.
                ///
                /// # Errors
                /// [`BuildError`], mostly because the key is no key.
                pub fn new<K>(api_key: K) -> Result<Self, BuildError>
                where
                    K: TryInto<$crate::ApiKey, Error: Into<BuildError>>,
                {
                    Self::builder(api_key).build()
                }

                /// Starts a client: a key, then what differs from the default settings, then `build()`.
                pub fn builder<K>(api_key: K) -> ClientBuilder<Self>
                where
                    K: TryInto<$crate::ApiKey, Error: Into<BuildError>>,
                {
                    ClientBuilder::new(api_key)
                }
            }
        };
    };
}
#[allow(
    unused_imports,
    reason = "used by the clients of the dates whose feature is on"
)]
pub(crate) use dated_client;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ApiKey;

    fn inner(timeout: Option<Duration>) -> Inner {
        Inner {
            api_key: ApiKey::new("vk_live_SECRET").unwrap().into_header(),
            user_agent: HeaderValue::from_static("verifa-rust/0"),
            timeout,
            max_response_bytes: 1,
        }
    }

    #[test]
    fn sets_key_version_and_casing_and_drops_the_foreign_header() {
        let mut request = reqwest::Request::new(
            reqwest::Method::GET,
            "https://api.example/".parse().unwrap(),
        );
        request
            .headers_mut()
            .insert("api-version", HeaderValue::from_static("2026-02-01"));
        request
            .headers_mut()
            .insert("verifa-version", HeaderValue::from_static("1999-01-01"));
        prepare(
            &mut request,
            &inner(Some(Duration::from_secs(3))),
            "2026-02-01",
        )
        .unwrap();
        let sent: Vec<_> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        assert_eq!(request.headers().len(), 4, "{sent:?}");
        for pair in [
            ("x-api-key", "vk_live_SECRET"),
            ("verifa-version", "2026-02-01"),
            ("key-inflection", "snake"),
            ("user-agent", "verifa-rust/0"),
        ] {
            assert!(sent.contains(&pair), "{pair:?} is not in {sent:?}");
        }
        assert_eq!(request.timeout(), Some(&Duration::from_secs(3)));
        assert!(!format!("{request:?} {:?}", inner(None)).contains("SECRET"));
    }

    #[test]
    fn reads_the_date_from_the_module_name() {
        assert_eq!(&module_date("v2026_02_01"), b"2026-02-01");
        assert_eq!(&module_date("v2026_2_1"), b"??????????");
    }
}
