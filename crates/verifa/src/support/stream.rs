//! A byte stream whose errors do not print the address.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

/// Takes the URL out of every error: it may hold ids and query values.
pub(super) struct WithoutUrl<S>(pub(super) S);

impl<T, S: Stream<Item = reqwest::Result<T>> + Unpin> Stream for WithoutUrl<S> {
    type Item = reqwest::Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0)
            .poll_next(context)
            .map(|item| item.map(|part| part.map_err(reqwest::Error::without_url)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
