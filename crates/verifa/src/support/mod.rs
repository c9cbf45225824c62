//! The hand-written layer under the generated modules: everything that the documents do not say.
//!
//! The generated code calls [`Error`], [`ResponseValue`], [`encode_path`], [`Inner`] and `dated_client!`; users meet
//! the types that `lib.rs` exports.

mod api_key;
mod base_url;
mod build_error;
mod builder;
mod decode;
mod error;
mod error_conversions;
mod form_part;
mod head;
mod headers;
mod hooks;
mod inner;
mod path;
mod redacted;
mod request_problem;
mod response;
mod stream;
mod tls;
mod trace;
mod user_agent;

#[cfg(test)]
mod leak_tests;
#[cfg(test)]
mod test_server;

pub use api_key::ApiKey;
pub use build_error::BuildError;
pub use builder::{ClientBuilder, DEFAULT_BASE_URL, http_client_builder};
pub use error::{Error, ErrorKind};
pub use form_part::{FormPart, FormPartKind};
pub use head::RateLimit;
pub use hooks::DatedClient;
pub use redacted::Redacted;
pub use response::ResponseValue;

// What only generated code uses is unused when every date's feature is off.
#[allow(
    unused_imports,
    reason = "used by the clients of the dates whose feature is on"
)]
pub use inner::Inner;
#[allow(
    unused_imports,
    reason = "used by the clients of the dates whose feature is on"
)]
pub(crate) use {
    hooks::{Sealed, dated_client, module_date, prepare},
    path::encode_path,
    response::BodyLimit,
};
