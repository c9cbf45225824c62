//! [`Error`]: what went wrong with one request, in words that are safe to log.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::decode::DecodeFailure;
use super::head::{Head, RateLimit};
use super::headers::{QUOTA, RATE_LIMIT};
use super::path::InvalidPathSegment;
use super::response::{ResponseValue, head_with_code};

/// What went wrong, as far as a program decides by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be built; nothing was sent.
    InvalidRequest,
    /// No connection came about (address, network, TLS, time limit of connecting); nothing was sent.
    Connect,
    /// The time limit of the request passed. The API may have done what was asked.
    Timeout,
    /// The connection failed on the way. The API may have done what was asked.
    Transport,
    /// The API refused with a documented status and body: see [`Error::body`] and [`Error::code`].
    Api,
    /// The answer's status is not documented for this operation and version date.
    UnexpectedStatus,
    /// The answer's status is documented, but its body has another form: often a gateway's page instead of the API's
    /// answer. The status tells more.
    Decode,
    /// The answer is larger than [`ClientBuilder::max_response_bytes`](crate::ClientBuilder::max_response_bytes).
    BodyTooLarge,
}

/// Why a request has no value to show. `E` is the body that the API documents for refusals.
///
/// Status, headers and body stay readable, but `Display`, `Debug` and the chain of `source` print none of headers,
/// body, key and URL: they may hold personal data or secrets. Printed are the kind, the status, a documented error
/// code, and the place in a body that could not be decoded; the source of a connection failure may name the server's
/// host or IP address.
///
/// ```
/// use reqwest::{StatusCode, header::HeaderMap};
/// use verifa::{Error, ErrorKind, ResponseValue};
///
/// # let mut headers = HeaderMap::new();
/// # headers.insert("retry-after", "7".parse()?);
/// # let answer = ResponseValue::new((), StatusCode::TOO_MANY_REQUESTS, headers);
/// let error = Error::error_response(answer);
/// assert_eq!(error.kind(), ErrorKind::Api);
/// assert!(error.is_retryable());
/// assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
/// # Ok::<(), reqwest::header::InvalidHeaderValue>(())
/// ```
pub struct Error<E = ()>(Box<Repr<E>>);

/// Behind a pointer, so that a `Result` stays small.
struct Repr<E> {
    problem: Problem,
    head: Option<Head>,
    body: Option<E>,
}

/// What went wrong, with what may be printed of it.
enum Problem {
    Request(String),
    Path(InvalidPathSegment),
    /// Without a URL.
    Network(ErrorKind, reqwest::Error),
    Refused,
    Status,
    Decode(DecodeFailure),
    TooLarge(usize),
}

impl<E> Error<E> {
    fn new(problem: Problem, head: Option<Head>, body: Option<E>) -> Self {
        Self(Box::new(Repr {
            problem,
            head,
            body,
        }))
    }

    /// A documented refusal. Public for tests of code that handles errors.
    #[must_use]
    pub fn error_response(response: ResponseValue<E>) -> Self {
        Self::new(Problem::Refused, Some(response.head), Some(response.value))
    }

    /// A builder's message; what it may quote is cut off.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "generated code passes it as the argument of `map_err`"
    )]
    pub(crate) fn invalid_request(message: String) -> Self {
        Self::new(
            Problem::Request(super::request_problem::describe(&message)),
            None,
            None,
        )
    }

    /// An answer with a status that the document does not list. Its body is read for the machine code alone.
    #[allow(
        dead_code,
        reason = "used by the clients of the dates whose feature is on"
    )]
    pub(crate) async fn unexpected_response(response: reqwest::Response) -> Self {
        Self::unexpected_head(head_with_code(response).await)
    }

    pub(super) fn unexpected_head(head: Head) -> Self {
        Self::new(Problem::Status, Some(head), None)
    }

    pub(super) fn invalid_header() -> Self {
        Self::new(
            Problem::Request(
                "a header's value holds characters that HTTP does not allow".to_owned(),
            ),
            None,
            None,
        )
    }

    pub(super) fn invalid_path(problem: InvalidPathSegment) -> Self {
        Self::new(Problem::Path(problem), None, None)
    }

    pub(super) fn undecodable(failure: DecodeFailure, head: Head) -> Self {
        Self::new(Problem::Decode(failure), Some(head), None)
    }

    pub(super) fn undecodable_without_head(failure: DecodeFailure) -> Self {
        Self::new(Problem::Decode(failure), None, None)
    }

    pub(super) fn too_large(limit: usize, head: Head) -> Self {
        Self::new(Problem::TooLarge(limit), Some(head), None)
    }

    /// The body broke off after status and headers had come.
    pub(super) fn interrupted(error: reqwest::Error, head: Head) -> Self {
        let kind = if error.is_timeout() {
            ErrorKind::Timeout
        } else {
            ErrorKind::Transport
        };
        Self::new(
            Problem::Network(kind, error.without_url()),
            Some(head),
            None,
        )
    }

    pub(super) fn network(error: reqwest::Error) -> Self {
        let kind = if error.is_connect() {
            ErrorKind::Connect
        } else if error.is_timeout() {
            ErrorKind::Timeout
        } else if error.is_builder() {
            ErrorKind::InvalidRequest
        } else {
            ErrorKind::Transport
        };
        Self::new(Problem::Network(kind, error.without_url()), None, None)
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match &self.0.problem {
            Problem::Request(_) | Problem::Path(_) => ErrorKind::InvalidRequest,
            Problem::Network(kind, _) => *kind,
            Problem::Refused => ErrorKind::Api,
            Problem::Status => ErrorKind::UnexpectedStatus,
            Problem::Decode(_) => ErrorKind::Decode,
            Problem::TooLarge(_) => ErrorKind::BodyTooLarge,
        }
    }

    /// The HTTP status, if an answer came: for every kind from [`ErrorKind::Api`] on, and for some time-outs and broken
    /// connections.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.head.as_ref().map(|head| head.status)
    }

    /// The headers, if an answer came. Do not log them: they may hold cookies and tokens.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.head.as_ref().map(|head| &head.headers)
    }

    /// The id that support asks for; which headers are tried: [`ResponseValue::request_id`].
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.head.as_ref()?.request_id()
    }

    /// How long to wait before trying again, as `Retry-After` states it in seconds. A date there gives `None`, because
    /// turning it into a wait needs a clock: see [`retry_after_raw`](Self::retry_after_raw).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.head.as_ref()?.retry_after()
    }

    /// The text of `Retry-After`: seconds or an HTTP date (RFC 9110, section 10.2.3).
    #[must_use]
    pub fn retry_after_raw(&self) -> Option<&str> {
        self.0.head.as_ref()?.retry_after_raw()
    }

    /// The rate limit that `X-RateLimit-*` state, if any of them is there.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.0.head.as_ref()?.limit(RATE_LIMIT)
    }

    /// The plan's quota that `X-Quota-*` state, if any of them is there.
    #[must_use]
    pub fn quota(&self) -> Option<RateLimit> {
        self.0.head.as_ref()?.limit(QUOTA)
    }

    /// The documented body of a refusal: for [`ErrorKind::Api`] only.
    #[must_use]
    pub fn body(&self) -> Option<&E> {
        self.0.body.as_ref()
    }

    /// Takes the documented body of a refusal out.
    #[must_use]
    pub fn into_body(self) -> Option<E> {
        self.0.body
    }

    /// The machine code of a refusal, such as `not_found`: the body's member `error`, if it is a token of at most 64
    /// letters, digits, `_`, `.`, `-`. Also there when the status or the rest of the body is undocumented.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.head.as_ref()?.code.as_deref()
    }

    /// Whether the same request may succeed later: broken connections, time-outs, and the statuses 408, 429, 502, 503,
    /// 504. After [`ErrorKind::Timeout`] and [`ErrorKind::Transport`] the first request may have been carried out, so
    /// repeat one that changes something only with an `Idempotency-Key`.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            _ => self.status().is_some_and(is_transient),
        }
    }

    /// The same error without its typed body, to handle the errors of several operations alike.
    #[must_use]
    pub fn into_untyped(self) -> Error {
        let Repr {
            problem,
            head,
            body,
        } = *self.0;
        Error::new(problem, head, body.map(drop))
    }

    /// The code if the API's documentation lists it. Others are not printed: they come from the body.
    fn documented_code(&self) -> Option<&str> {
        self.code()
            .filter(|code| ["not_found", "rate_limited", "idempotency_mismatch"].contains(code))
    }

    /// `404 Not Found`.
    fn shown_status(&self) -> String {
        self.status()
            .map_or_else(|| "no status".to_owned(), |status| status.to_string())
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.shown_status();
        match &self.0.problem {
            Problem::Request(why) => write!(f, "the request was not sent: {why}; correct the call"),
            Problem::Path(why) => write!(f, "the request was not sent: {why}; correct the call"),
            Problem::Network(kind, _) => f.write_str(match kind {
                ErrorKind::InvalidRequest => {
                    "the request was not sent: the HTTP library refused it; check the base URL"
                }
                ErrorKind::Connect => {
                    "cannot connect to the API: check base URL, network, proxy and certificates"
                }
                ErrorKind::Timeout => {
                    "no complete answer within the time limit: try again or raise `timeout`"
                }
                _ => "the connection failed before the answer was complete: try again",
            }),
            Problem::Refused => {
                write!(f, "the API answered {status}")?;
                if let Some(code) = self.documented_code() {
                    write!(f, " ({code})")?;
                }
                write!(f, ": {}", next_step(self.status()))
            }
            Problem::Status => {
                write!(f, "the API answered {status}")?;
                if let Some(code) = self.documented_code() {
                    write!(f, " ({code})")?;
                }
                f.write_str(", which is not documented for this operation: ")?;
                f.write_str(match self.status() {
                    Some(status) if status.is_redirection() => {
                        "redirects are not followed, check the base URL"
                    }
                    Some(status) if is_transient(status) => "try again later",
                    Some(status) if status.is_server_error() => {
                        "the server failed, report it if that lasts"
                    }
                    Some(status) if status == StatusCode::FORBIDDEN => {
                        "check the scopes and allowed addresses of the API key"
                    }
                    _ => "check the base URL, or use a client of a newer version date",
                })
            }
            Problem::Decode(failure) => write!(
                f,
                "cannot read the answer ({status}): {failure}; something between may have answered, or the document is not up to date"
            ),
            Problem::TooLarge(limit) => {
                write!(
                    f,
                    "the answer ({status}) is larger than {limit} bytes: raise `max_response_bytes` if that is right"
                )
            }
        }
    }
}

/// Whether a status says that the same request may succeed later.
fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

/// What to do about a documented refusal.
fn next_step(status: Option<StatusCode>) -> &'static str {
    match status.map(|status| status.as_u16()) {
        Some(401) => "check that the API key is complete and active",
        Some(403) => "check the scopes and allowed addresses of the API key",
        Some(404) => "check the id, and that the key belongs to the same environment",
        Some(429) => "wait as long as `retry_after()` says",
        _ => "see `code()` and `body()` for the reason",
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Error");
        shown
            .field("kind", &self.kind())
            .field("status", &self.status())
            .field("code", &self.documented_code());
        match &self.0.problem {
            Problem::Request(why) => shown.field("problem", why),
            Problem::Path(why) => shown.field("problem", why),
            Problem::Network(_, error) => shown.field("source", error),
            Problem::Decode(failure) => shown.field("problem", failure),
            Problem::TooLarge(limit) => shown.field("limit", limit),
            Problem::Refused | Problem::Status => &mut shown,
        };
        // Headers and body are there, but not shown.
        shown.finish_non_exhaustive()
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.problem {
            Problem::Network(_, error) => Some(error),
            _ => None,
        }
    }
}
