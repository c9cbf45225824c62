//! What generated code turns into an [`Error`] by `?`.

use std::convert::Infallible;

use reqwest::header::InvalidHeaderValue;

use super::decode::DecodeFailure;
use super::error::Error;
use super::head::Head;
use super::path::InvalidPathSegment;
use super::response::ResponseValue;

impl<E> From<Infallible> for Error<E> {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl<E> From<reqwest::Error> for Error<E> {
    /// Drops the URL.
    fn from(error: reqwest::Error) -> Self {
        Self::network(error)
    }
}

impl<E> From<InvalidHeaderValue> for Error<E> {
    fn from(_: InvalidHeaderValue) -> Self {
        Self::invalid_header()
    }
}

impl<E> From<InvalidPathSegment> for Error<E> {
    fn from(problem: InvalidPathSegment) -> Self {
        Self::invalid_path(problem)
    }
}

impl<E> From<progenitor_client::Error<E>> for Error<E> {
    /// Hooks and form bodies report in the generator's own type, which prints bodies and headers.
    fn from(error: progenitor_client::Error<E>) -> Self {
        use progenitor_client::Error as Raw;
        match error {
            Raw::InvalidRequest(message) | Raw::Custom(message) => Self::invalid_request(message),
            Raw::CommunicationError(error)
            | Raw::InvalidUpgrade(error)
            | Raw::ResponseBodyError(error) => Self::network(error),
            Raw::ErrorResponse(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                Self::error_response(ResponseValue::new(response.into_inner(), status, headers))
            }
            Raw::InvalidResponsePayload(_, error) => {
                Self::undecodable_without_head(DecodeFailure::of(&error))
            }
            Raw::UnexpectedResponse(response) => Self::unexpected_head(Head::of(&response)),
        }
    }
}
