//! [`Error`]: what went wrong with one request, in words that are safe to log.

use std::convert::Infallible;
use std::fmt;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, InvalidHeaderValue};

use super::path::InvalidPathSegment;
use super::response::ResponseValue;

/// What went wrong, as far as a program decides by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be built; nothing was sent.
    InvalidRequest,
    /// The connection failed, or a time limit passed.
    Network,
    /// The API refused with a documented status and body: see [`Error::body`].
    Api,
    /// The answer's status is not documented for this operation and version date.
    UnexpectedStatus,
    /// The answer's status is documented, but its body has another form.
    Decode,
}

/// Why a request has no value to show. `E` is the body that the document has for refusals.
///
/// `Display` and `Debug` print neither headers nor body nor URL: they may hold personal data or secrets.
pub struct Error<E = ()>(Box<Repr<E>>);

/// Behind a pointer, so that a `Result` stays small.
struct Repr<E> {
    kind: ErrorKind,
    message: String,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Option<E>,
    source: Option<reqwest::Error>,
}

impl<E> Error<E> {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Repr {
            kind,
            message: message.into(),
            status: None,
            headers: HeaderMap::new(),
            body: None,
            source: None,
        }))
    }

    fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.0.status = Some(status);
        self.0.headers = headers;
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, where an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The headers of the answer. Do not log them: they may hold cookies and tokens.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The documented body of a refusal.
    pub fn body(&self) -> Option<&E> {
        self.0.body.as_ref()
    }

    /// Takes the documented body of a refusal out.
    pub fn into_body(self) -> Option<E> {
        self.0.body
    }

    /// A documented refusal. Public for tests of code that handles errors.
    pub fn error_response(response: ResponseValue<E>) -> Self {
        let (value, status, headers) = response.into_parts();
        let mut error = Self::new(ErrorKind::Api, "the API refused the request").with_head(status, headers);
        error.0.body = Some(value);
        error
    }

    /// A builder's message; what it may quote, behind a colon, is cut off.
    pub(crate) fn invalid_request(message: String) -> Self {
        let told = message.split(": ").next().unwrap_or_default();
        Self::new(ErrorKind::InvalidRequest, told)
    }

    /// An answer with a status that the document does not list.
    #[allow(clippy::unused_async, reason = "generated code waits for it")]
    pub(crate) async fn unexpected_response(response: reqwest::Response) -> Self {
        Self::new(ErrorKind::UnexpectedStatus, "the status of the answer is not documented")
            .with_head(response.status(), response.headers().clone())
    }

    /// A body that is not what the document says. The message of `serde_json` quotes the body, so only its place is told.
    pub(super) fn undecodable(error: &serde_json::Error, status: StatusCode, headers: HeaderMap) -> Self {
        let message = format!(
            "the body of the answer has another form than documented, at line {} column {}",
            error.line(),
            error.column()
        );
        Self::new(ErrorKind::Decode, message).with_head(status, headers)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match self.0.status {
            Some(status) => write!(f, " (status {})", status.as_u16()),
            None => Ok(()),
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("status", &self.0.status)
            .finish_non_exhaustive()
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|error| error as _)
    }
}

impl<E> From<Infallible> for Error<E> {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl<E> From<reqwest::Error> for Error<E> {
    /// Drops the URL.
    fn from(error: reqwest::Error) -> Self {
        let kind = if error.is_builder() { ErrorKind::InvalidRequest } else { ErrorKind::Network };
        let mut made = Self::new(kind, "the request failed");
        made.0.source = Some(error.without_url());
        made
    }
}

impl<E> From<InvalidHeaderValue> for Error<E> {
    fn from(_: InvalidHeaderValue) -> Self {
        Self::new(ErrorKind::InvalidRequest, "a header's value holds characters that HTTP does not allow")
    }
}

impl<E> From<InvalidPathSegment> for Error<E> {
    fn from(problem: InvalidPathSegment) -> Self {
        Self::new(ErrorKind::InvalidRequest, problem.to_string())
    }
}

impl<E> From<progenitor_client::Error<E>> for Error<E> {
    /// Hooks and form bodies report in the generator's own type, which prints bodies and headers.
    fn from(error: progenitor_client::Error<E>) -> Self {
        use progenitor_client::Error as Raw;
        match error {
            Raw::InvalidRequest(message) | Raw::Custom(message) => Self::invalid_request(message),
            Raw::CommunicationError(error) | Raw::InvalidUpgrade(error) | Raw::ResponseBodyError(error) => error.into(),
            Raw::ErrorResponse(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                Self::error_response(ResponseValue::new(response.into_inner(), status, headers))
            }
            Raw::InvalidResponsePayload(_, _) => Self::new(ErrorKind::Decode, "the answer has another form than documented"),
            Raw::UnexpectedResponse(response) => {
                Self::new(ErrorKind::UnexpectedStatus, "the status of the answer is not documented")
                    .with_head(response.status(), response.headers().clone())
            }
        }
    }
}
