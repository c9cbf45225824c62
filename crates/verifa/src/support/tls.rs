//! TLS of the client that the builder makes.
//!
//! ring instead of reqwest's default provider: it builds in about half the time and needs no other build tool than a
//! C compiler. The provider is
//! handed over here, because a library must not install a process-wide one.

use super::build_error::BuildError;

/// TLS 1.2 and 1.3. Certificates are judged by the operating system, or for a client that only speaks plain HTTP by
/// nobody: then an empty certificate store, as in small containers, is no reason to fail.
#[cfg(feature = "rustls-tls")]
pub(super) fn set_up(
    http: reqwest::ClientBuilder,
    https: bool,
) -> Result<reqwest::ClientBuilder, BuildError> {
    use std::sync::Arc;

    use rustls_platform_verifier::BuilderVerifierExt as _;

    let refused = |error: rustls::Error| BuildError::Tls(error.to_string());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(refused)?;
    let config = if https {
        config.with_platform_verifier().map_err(refused)?
    } else {
        config.with_root_certificates(rustls::RootCertStore::empty())
    };
    Ok(http.tls_backend_preconfigured(config.with_no_client_auth()))
}

/// Without the feature there is nothing to set up.
#[cfg(not(feature = "rustls-tls"))]
pub(super) fn set_up(
    http: reqwest::ClientBuilder,
    https: bool,
) -> Result<reqwest::ClientBuilder, BuildError> {
    if https {
        Err(BuildError::NoTls)
    } else {
        Ok(http)
    }
}
