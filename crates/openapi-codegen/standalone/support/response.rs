//! [`ResponseValue`]: a decoded answer with its status and headers.

use std::fmt;
use std::ops::{Deref, DerefMut};

use progenitor_client::ByteStream;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::error::Error;

/// A value from the API, with the status and headers that it came with. Dereferences to the value.
///
/// `Debug` prints the value alone, by its own `Debug`: headers may hold secrets.
pub struct ResponseValue<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ResponseValue<T> {
    /// Puts one together, for tests of code that takes it.
    pub fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { value, status, headers }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers as they came. Do not log them: they may hold cookies and tokens.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Value, status and headers.
    pub fn into_parts(self) -> (T, StatusCode, HeaderMap) {
        (self.value, self.status, self.headers)
    }

    /// Another value under the same status and headers.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            value: change(self.value),
            status: self.status,
            headers: self.headers,
        }
    }
}

#[allow(dead_code, reason = "which of them are called depends on the documents")]
impl<T: DeserializeOwned> ResponseValue<T> {
    /// Reads and decodes a JSON body.
    pub(crate) async fn from_response<E>(response: reqwest::Response) -> Result<Self, Error<E>> {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await?;
        match serde_json::from_slice(&body) {
            Ok(value) => Ok(Self { value, status, headers }),
            Err(error) => Err(Error::undecodable(&error, status, headers)),
        }
    }
}

#[allow(dead_code, reason = "which of them are called depends on the documents")]
impl ResponseValue<ByteStream> {
    /// Hands the body over as it comes.
    pub(crate) fn stream(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { value: ByteStream::new(Box::pin(response.bytes_stream())), status, headers }
    }
}

#[allow(dead_code, reason = "which of them are called depends on the documents")]
impl ResponseValue<()> {
    /// Ignores the body.
    #[allow(clippy::needless_pass_by_value, reason = "generated code passes the response")]
    pub(crate) fn empty(response: reqwest::Response) -> Self {
        Self { value: (), status: response.status(), headers: response.headers().clone() }
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

impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
