//! Client for the [Verifa](https://docs.withverifa.com) identity verification API.
//!
//! Verifa's API is versioned by date. This crate has one generated module per version date and, under them, a small
//! layer written by hand: key, timeouts, errors that are safe to log, and personal data that does not print. It is
//! unofficial: Verifa publishes no OpenAPI document, so ours are written from its public documentation.
//!
//! # First request
//!
//! ```
//! # #[cfg(feature = "v2026-02-01")]
//! # mod example {
//! use verifa::types::ResultStatus;
//! use verifa::{Client, ErrorKind};
//!
//! # async fn run(address: String) -> Result<(), Box<dyn std::error::Error>> {
//! // Without `base_url`, requests go to https://api.withverifa.com.
//! let client = Client::builder("vk_sandbox_example").base_url(address).build()?;
//!
//! match client.get_session_result().session_id("ses_abc123").send().await {
//!     Ok(result) => {
//!         match &result.status {
//!             ResultStatus::Approved => println!("{} is approved", result.session_id),
//!             // A value that this version of the crate does not know is kept, not refused.
//!             ResultStatus::Unknown(other) => println!("new status {other}"),
//!             _ => println!("a person has to look at it"),
//!         }
//!         // Personal data does not print. To use it, call `expose()`.
//!         assert!(!format!("{result:?}").contains("Jane"));
//!     }
//!     Err(error) if error.status().is_some_and(|status| status == 404) => println!("no result yet"),
//!     Err(error) if error.is_retryable() => println!("wait {:?}, then try again", error.retry_after()),
//!     Err(error) if error.kind() == ErrorKind::Api => println!("refused with {:?}", error.code()),
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! # // A server that answers once, so that this example runs without a network.
//! # pub fn main() -> Result<(), Box<dyn std::error::Error>> {
//! #     use std::io::{Read, Write};
//! #     let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
//! #     let address = format!("http://{}", listener.local_addr()?);
//! #     let server = std::thread::spawn(move || -> std::io::Result<()> {
//! #         let (mut connection, _) = listener.accept()?;
//! #         let mut request = Vec::new();
//! #         let mut byte = [0];
//! #         while !request.ends_with(b"\r\n\r\n") && connection.read(&mut byte)? == 1 {
//! #             request.push(byte[0]);
//! #         }
//! #         let body = r#"{"session_id":"ses_abc123","status":"approved","is_sandbox":true,
//! #             "created_at":"2024-01-15T09:30:00Z","extracted_data":{"first_name":"Jane"}}"#;
//! #         write!(connection, "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
//! #     });
//! #     tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run(address))?;
//! #     server.join().map_err(|_| "the server stopped")??;
//! #     Ok(())
//! # }
//! # }
//! # #[cfg(feature = "v2026-02-01")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> { example::main() }
//! # #[cfg(not(feature = "v2026-02-01"))]
//! # fn main() {}
//! ```
//!
//! Every request runs inside a tokio runtime. `examples/session_result.rs` is a whole program.
//!
//! # Dates and features
//!
//! A client asks for the version date of its module, whatever date the key is pinned to. [`Client`] and [`types`] are
//! those of the newest date; code that must stay on a date names its module, such as [`v2026_02_01`].
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `v2026-02-01` | yes | client of that date, and [`Client`], [`types`], [`newest`] |
//! | `v2026-01-01` | no | client of that date |
//! | `all-dates` | no | the clients of all dates |
//! | `rustls-tls` | yes | HTTPS by rustls with ring; certificates are judged by the operating system |
//!
//! The types of every date are always there. Without `rustls-tls` the crate speaks plain HTTP to this machine, or uses
//! the client that [`ClientBuilder::http_client`] gets.
//!
//! # Uploads
//!
//! `upload_document` and `upload_session_document` take a [`DocumentUpload`] and a [`SessionDocumentUpload`]: an
//! [`UploadFile`], which is streamed, with what belongs to it. Any other [`reqwest::multipart::Form`] will do as well,
//! for a part that this crate does not know yet.
//!
//! # What is not enforced in answers
//!
//! An answer should not fail to decode because the API has grown. So unknown values of enums are kept as
//! `Unknown(text)`, unknown members are ignored, documented limits (lengths, ranges, patterns) are not checked, and null
//! is taken for an optional member. A missing required member or a value of another type is
//! [`ErrorKind::Decode`]. In requests the documented limits hold.
//!
//! # Personal data and secrets
//!
//! Members with personal data are [`Redacted`]: `Debug` and `Display` print `[redacted]`. The key is never printed, nor
//! are headers, bodies and URLs by [`Error`], including the errors that it has as its source. Redirects are not
//! followed, because an HTTP library would take the key along to another host. Plain `http` is refused except for this
//! machine. Still yours to mind: serialized values carry the data, and [`Error::body`], [`Error::headers`] and the
//! values of unknown enums print what the server sent.
//!
//! # Licenses
//!
//! MIT or Apache-2.0, at your choice. The dependency `progenitor-client` is under MPL-2.0, a copyleft per file: a program
//! that uses it unchanged may have any license, but whoever passes the program on has to say where the source of that
//! crate is available (crates.io will do). Only changed files of that crate itself would have to stay under MPL-2.0.

#[rustfmt::skip]
#[allow(
    missing_docs,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    reason = "written by the generator, which has its own tests"
)]
mod generated;
mod support;
mod uploads;

#[cfg(test)]
#[path = "../build/staleness.rs"]
mod staleness;

pub use generated::*;
/// The HTTP library whose types stand in this crate's interface, in the version that fits.
pub use reqwest;
pub use support::{
    ApiKey, BuildError, ClientBuilder, DEFAULT_BASE_URL, DatedClient, Error, ErrorKind, FormPart,
    FormPartKind, RateLimit, Redacted, ResponseValue, http_client_builder,
};
pub use uploads::{DocumentUpload, InvalidFile, SessionDocumentUpload, UploadFile};

/// Runs the examples of the README as tests.
#[cfg(all(doctest, feature = "v2026-02-01"))]
#[doc = include_str!("../README.md")]
struct Readme;
