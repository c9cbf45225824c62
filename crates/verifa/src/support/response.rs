//! [`ResponseValue`]: a decoded answer with its status and headers.

use std::fmt;
use std::ops::{Deref, DerefMut};

use progenitor_client::ByteStream;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::decode::{decode, error_code};
use super::error::Error;
use super::head::{Head, RateLimit};
use super::headers::{QUOTA, RATE_LIMIT};
use super::inner::Inner;
use super::stream::WithoutUrl;

/// A value from the API, with the status and headers that it came with. Dereferences to the value.
///
/// `Debug` prints the value alone, by its own `Debug`: headers may hold secrets.
///
/// ```
/// use reqwest::{StatusCode, header::HeaderMap};
/// use verifa::ResponseValue;
///
/// let answer = ResponseValue::new("value".to_owned(), StatusCode::OK, HeaderMap::new());
/// assert_eq!(answer.len(), 5);
/// assert_eq!(answer.status(), StatusCode::OK);
/// assert_eq!(answer.into_inner(), "value");
/// ```
#[derive(Clone)]
pub struct ResponseValue<T> {
    pub(super) value: T,
    pub(super) head: Head,
}

impl<T> ResponseValue<T> {
    /// Puts one together, for tests of code that takes it.
    pub fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            value,
            head: Head {
                status,
                headers,
                code: None,
            },
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers as they came. Do not log them: they may hold cookies and tokens.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The id that support asks for: the first of the headers `X-Request-Id`, `Request-Id`, `X-Correlation-Id`,
    /// `x-amzn-RequestId`. Verifa documents none, so expect `None`.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The rate limit that `X-RateLimit-*` state, if any of them is there.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.head.limit(RATE_LIMIT)
    }

    /// The plan's quota that `X-Quota-*` state, if any of them is there.
    pub fn quota(&self) -> Option<RateLimit> {
        self.head.limit(QUOTA)
    }

    /// The length that the server announced, in bytes.
    pub fn content_length(&self) -> Option<u64> {
        self.head.text("content-length")?.parse().ok()
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Another value under the same status and headers.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            value: change(self.value),
            head: self.head,
        }
    }
}

/// Called by generated code.
#[doc(hidden)]
#[allow(
    dead_code,
    reason = "which of them are called depends on the operations and dates that are built"
)]
impl<T: DeserializeOwned> ResponseValue<T> {
    /// Reads and decodes a JSON body. Tests that prove what the client decodes call it as well.
    pub async fn from_response<E>(response: reqwest::Response) -> Result<Self, Error<E>> {
        let (mut head, body) = read(response).await?;
        if !head.status.is_success() {
            head.code = error_code(&body);
        }
        match decode(&body) {
            Ok(value) => Ok(Self { value, head }),
            Err(failure) => Err(Error::undecodable(failure, head)),
        }
    }
}

#[allow(
    dead_code,
    reason = "which of them are called depends on the operations and dates that are built"
)]
impl ResponseValue<ByteStream> {
    /// Hands the body over as it comes.
    pub(crate) fn stream(response: reqwest::Response) -> Self {
        let head = Head::of(&response);
        Self {
            value: ByteStream::new(Box::pin(WithoutUrl(Box::pin(response.bytes_stream())))),
            head,
        }
    }
}

#[allow(
    dead_code,
    reason = "which of them are called depends on the operations and dates that are built"
)]
impl ResponseValue<()> {
    /// Ignores the body.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "generated code passes the response"
    )]
    pub(crate) fn empty(response: reqwest::Response) -> Self {
        Self {
            value: (),
            head: Head::of(&response),
        }
    }
}

/// How much of a body is read. Travels in the response's extensions, because generated code passes nothing else.
#[derive(Clone, Copy)]
pub(crate) struct BodyLimit(usize);

impl BodyLimit {
    #[allow(
        dead_code,
        reason = "used by the clients of the dates whose feature is on"
    )]
    pub(crate) fn of(inner: &Inner) -> Self {
        Self(inner.max_response_bytes)
    }
}

/// The most that is read of a body for its machine code alone, in bytes.
#[allow(
    dead_code,
    reason = "used by the clients of the dates whose feature is on"
)]
const CODE_LIMIT: usize = 64 << 10;

/// Status and headers of an answer that has no documented form, with the machine code if its body has one. A body that
/// cannot be read takes nothing away from what is known already.
#[allow(
    dead_code,
    reason = "used by the clients of the dates whose feature is on"
)]
pub(super) async fn head_with_code(response: reqwest::Response) -> Head {
    let mut head = Head::of(&response);
    if let Ok((_, body)) = read_up_to::<()>(CODE_LIMIT, response).await {
        head.code = error_code(&body);
    }
    head
}

async fn read<E>(response: reqwest::Response) -> Result<(Head, Vec<u8>), Error<E>> {
    let limit = response
        .extensions()
        .get::<BodyLimit>()
        .map_or(usize::MAX, |limit| limit.0);
    read_up_to(limit, response).await
}

/// Reads a body by chunks, so that an endless one costs no more than the limit.
async fn read_up_to<E>(
    limit: usize,
    mut response: reqwest::Response,
) -> Result<(Head, Vec<u8>), Error<E>> {
    let head = Head::of(&response);
    if response
        .content_length()
        .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
    {
        return Err(Error::too_large(limit, head));
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if chunk.len() > limit - body.len() => {
                return Err(Error::too_large(limit, head));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok((head, body)),
            Err(error) => return Err(Error::interrupted(error, head)),
        }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
