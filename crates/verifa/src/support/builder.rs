//! [`ClientBuilder`]: from a key and settings to the client of one date.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::api_key::ApiKey;
use super::base_url::BaseUrl;
use super::build_error::BuildError;
use super::hooks::DatedClient;
use super::inner::Inner;
use super::tls;
use super::user_agent::user_agent;

/// Where requests go unless [`ClientBuilder::base_url`] says otherwise.
pub const DEFAULT_BASE_URL: &str = "https://api.withverifa.com";

/// Long enough for a slow answer, short enough that a caller notices.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// A connection that takes longer than this will most likely not come.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Far above any documented answer, far below what harms the calling process.
const DEFAULT_MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// Settings of a client. Every mistake is reported by [`build`](Self::build), so the calls chain.
///
/// The client that it makes follows **no redirects**: an HTTP library takes away only the headers that it knows when a
/// redirect leads to another host, and would send `X-API-Key` along. A redirect comes back as
/// [`ErrorKind::UnexpectedStatus`](crate::ErrorKind::UnexpectedStatus). Proxies are taken from the usual environment
/// variables, except for addresses of this machine.
///
/// ```
/// # #[cfg(feature = "v2026-02-01")] {
/// use std::time::Duration;
/// use verifa::v2026_02_01::Client;
///
/// let client = Client::builder("vk_sandbox_example")
///     .base_url("http://127.0.0.1:8080")
///     .timeout(Duration::from_secs(5))
///     .app_info("onboarding", "2.1.0")
///     .build()?;
/// # let _ = client;
/// # }
/// # Ok::<(), verifa::BuildError>(())
/// ```
#[must_use = "a builder does nothing until `build()` is called"]
pub struct ClientBuilder<C> {
    api_key: Result<ApiKey, BuildError>,
    base_url: String,
    allow_plain_http: bool,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    app: Option<(String, String)>,
    max_response_bytes: usize,
    http: Option<reqwest::Client>,
    client: PhantomData<fn() -> C>,
}

impl<C: DatedClient> ClientBuilder<C> {
    /// Starts with an [`ApiKey`] or a text that is one. Usually called as `Client::builder`.
    pub fn new<K>(api_key: K) -> Self
    where
        K: TryInto<ApiKey, Error: Into<BuildError>>,
    {
        Self {
            api_key: api_key.try_into().map_err(Into::into),
            base_url: DEFAULT_BASE_URL.to_owned(),
            allow_plain_http: false,
            timeout: None,
            connect_timeout: None,
            app: None,
            max_response_bytes: DEFAULT_MAX_RESPONSE_BYTES,
            http: None,
            client: PhantomData,
        }
    }

    /// Sends requests to another server: an `https` URL, or an `http` URL of this machine (`localhost`, 127.0.0.0/8,
    /// `::1`). A path in it stands before the path of each operation, which begins with `/api/v1`; slashes at its end
    /// do not matter. User name, password, query and fragment are refused, and so is the path `/api/v1` alone.
    ///
    /// Default: [`DEFAULT_BASE_URL`](crate::DEFAULT_BASE_URL).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Lets [`base_url`](Self::base_url) be an `http` URL of another machine. API key and personal data then travel
    /// unencrypted: for a test network, or where something else encrypts.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Limits one request as a whole, from connecting to the last byte of the answer. Default: 30 seconds. With
    /// [`http_client`](Self::http_client), the default is that client's own limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Limits connecting. Default: 10 seconds. Not together with [`http_client`](Self::http_client).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Adds name and version of the calling program to the `User-Agent` header, which otherwise names this crate
    /// alone. Both are tokens: letters, digits, `-`, `_`, `.`.
    pub fn app_info(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
        self.app = Some((name.into(), version.into()));
        self
    }

    /// Reads at most so many bytes of one JSON answer; more is
    /// [`ErrorKind::BodyTooLarge`](crate::ErrorKind::BodyTooLarge). Default: 16 MiB. Streams are handed over as they
    /// come, without a limit.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Sends through a ready-made client: for your own TLS, proxy or connection settings. Start it from
    /// [`http_client_builder`](crate::http_client_builder), which follows no redirects; with reqwest's default policy a
    /// redirect could take the API key to another host.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Checks the settings and makes the client. Sends nothing.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn build(self) -> Result<C, BuildError> {
        let api_key = self.api_key?.into_header();
        let base_url = BaseUrl::parse(&self.base_url, self.allow_plain_http)?;
        let user_agent = user_agent(self.app.as_ref())?;
        let (http, timeout) = match self.http {
            Some(_) if self.connect_timeout.is_some() => {
                return Err(BuildError::ConnectTimeoutWithHttpClient);
            }
            Some(http) => (http, self.timeout),
            None => (
                http_client(&base_url, self.timeout, self.connect_timeout)?,
                None,
            ),
        };
        let inner = Inner {
            api_key,
            user_agent,
            timeout,
            max_response_bytes: self.max_response_bytes,
        };
        Ok(C::from_parts(&base_url.text, http, inner))
    }
}

/// What [`ClientBuilder`] makes its HTTP client from: TLS as the feature `rustls-tls` sets it up, no redirects, time
/// limits of 30 seconds per request and 10 for connecting. To be changed and passed to
/// [`ClientBuilder::http_client`]; with the features that this crate asks of it, `reqwest::Client::new()` alone has no
/// TLS provider and would panic.
///
/// ```
/// # #[cfg(all(feature = "v2026-02-01", feature = "rustls-tls"))] {
/// let http = verifa::http_client_builder()?.pool_max_idle_per_host(2).build()?;
/// let client = verifa::v2026_02_01::Client::builder("vk_sandbox_example").http_client(http).build()?;
/// # let _ = client;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`BuildError::Tls`]; without the feature `rustls-tls`, [`BuildError::NoTls`].
pub fn http_client_builder() -> Result<reqwest::ClientBuilder, BuildError> {
    tls::set_up(base_client(), true)
}

fn base_client() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(DEFAULT_TIMEOUT)
        .connect_timeout(DEFAULT_CONNECT_TIMEOUT)
}

fn http_client(
    base_url: &BaseUrl,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
) -> Result<reqwest::Client, BuildError> {
    let mut http = tls::set_up(base_client(), base_url.https)?;
    if let Some(timeout) = timeout {
        http = http.timeout(timeout);
    }
    if let Some(timeout) = connect_timeout {
        http = http.connect_timeout(timeout);
    }
    if base_url.loopback {
        // A proxy would carry the key of a local test off this machine.
        http = http.no_proxy();
    }
    http.build()
        .map_err(|error| BuildError::Http(error.without_url()))
}

impl<C> fmt::Debug for ClientBuilder<C> {
    /// Neither the key nor the base URL: a base URL that `build` will refuse may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("app", &self.app)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::hooks::Sealed;
    use super::*;

    /// Stands for a generated client, so that these tests do not depend on which dates are built.
    #[derive(Debug)]
    struct Probe {
        base_url: String,
        inner: Inner,
    }

    impl Sealed for Probe {}

    impl DatedClient for Probe {
        const VERSION: &'static str = "2026-02-01";

        fn from_parts(base_url: &str, _http: reqwest::Client, inner: Inner) -> Self {
            Self {
                base_url: base_url.to_owned(),
                inner,
            }
        }
    }

    fn builder() -> ClientBuilder<Probe> {
        ClientBuilder::new("vk_live_SECRET").base_url("http://localhost:1/base/")
    }

    #[test]
    fn passes_checked_parts_on() {
        let probe = builder()
            .app_info("app", "1")
            .max_response_bytes(9)
            .build()
            .unwrap();
        assert_eq!(probe.base_url, "http://localhost:1/base");
        assert_eq!(probe.inner.max_response_bytes, 9);
        assert_eq!(probe.inner.api_key, "vk_live_SECRET");
        assert!(probe.inner.user_agent.to_str().unwrap().ends_with(" app/1"));
        // The time limit is inside the client that the builder made.
        assert_eq!(probe.inner.timeout, None);
        assert!(!format!("{probe:?}").contains("SECRET"));
    }

    #[test]
    fn takes_a_key_in_every_form() {
        let key = ApiKey::new("vk_live_SECRET").unwrap();
        let owned = "vk_live_SECRET".to_owned();
        let made = [
            ClientBuilder::<Probe>::new(key),
            ClientBuilder::new(&owned),
            ClientBuilder::new(owned.clone()),
            ClientBuilder::new("vk_live_SECRET"),
        ];
        for builder in made {
            assert!(!format!("{builder:?}").contains("SECRET"));
            let probe = builder.base_url("http://localhost").build().unwrap();
            assert_eq!(probe.inner.api_key, "vk_live_SECRET");
        }
    }

    #[test]
    fn reports_each_mistake_at_build() {
        let error = |builder: ClientBuilder<Probe>| builder.build().unwrap_err();
        assert!(matches!(
            error(ClientBuilder::new(" ")),
            BuildError::EmptyApiKey
        ));
        assert!(matches!(
            error(builder().base_url("http://api.example")),
            BuildError::InsecureBaseUrl
        ));
        assert!(matches!(
            error(builder().app_info("a b", "1")),
            BuildError::InvalidAppInfo
        ));
        let both = builder()
            .http_client(plain())
            .connect_timeout(Duration::from_secs(1));
        assert!(matches!(
            error(both),
            BuildError::ConnectTimeoutWithHttpClient
        ));
    }

    #[test]
    fn a_ready_made_client_keeps_its_time_limit_unless_told_otherwise() {
        assert_eq!(
            builder()
                .http_client(plain())
                .build()
                .unwrap()
                .inner
                .timeout,
            None
        );
        let limited = builder()
            .http_client(plain())
            .timeout(Duration::from_secs(2))
            .build()
            .unwrap();
        assert_eq!(limited.inner.timeout, Some(Duration::from_secs(2)));
    }

    fn plain() -> reqwest::Client {
        tls::set_up(base_client(), false).unwrap().build().unwrap()
    }

    #[cfg(feature = "rustls-tls")]
    #[test]
    fn https_is_the_default_and_its_tls_settings_are_accepted() {
        assert_eq!(
            ClientBuilder::<Probe>::new("k").build().unwrap().base_url,
            DEFAULT_BASE_URL
        );
    }

    #[cfg(not(feature = "rustls-tls"))]
    #[test]
    fn https_without_tls_names_the_feature() {
        let error = ClientBuilder::<Probe>::new("k").build().unwrap_err();
        assert!(matches!(error, BuildError::NoTls));
        assert!(matches!(http_client_builder(), Err(BuildError::NoTls)));
        assert!(error.to_string().contains("rustls-tls"));
    }
}
