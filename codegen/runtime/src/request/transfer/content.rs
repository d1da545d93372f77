//! Where the bytes of an upload come from.

use std::future::{poll_fn, ready};
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;

use crate::http::transport::{BoxError, BoxFuture};

/// Bytes that are read from a position on.
pub(super) trait Content: Send {
    /// The number of all bytes, where it is known. It is asked for before anything is read.
    fn length(&mut self) -> BoxFuture<'_, Result<Option<u64>, BoxError>>;

    /// Goes to a position. `false` where its bytes have been read and cannot be read again.
    fn go_to(&mut self, position: u64) -> BoxFuture<'_, Result<bool, BoxError>>;

    /// The next bytes, at most so many and at least one; none at the end.
    fn next(&mut self, most: usize) -> BoxFuture<'_, Result<Bytes, BoxError>>;
}

/// Bytes in memory.
pub(super) struct Memory {
    all: Bytes,
    position: usize,
}

impl Memory {
    pub(super) fn new(all: Bytes) -> Self {
        Self { all, position: 0 }
    }
}

impl Content for Memory {
    fn length(&mut self) -> BoxFuture<'_, Result<Option<u64>, BoxError>> {
        Box::pin(ready(Ok(Some(self.all.len() as u64))))
    }

    fn go_to(&mut self, position: u64) -> BoxFuture<'_, Result<bool, BoxError>> {
        let end = self.all.len();
        self.position = usize::try_from(position).map_or(end, |position| position.min(end));
        Box::pin(ready(Ok(true)))
    }

    fn next(&mut self, most: usize) -> BoxFuture<'_, Result<Bytes, BoxError>> {
        let end = self.position.saturating_add(most).min(self.all.len());
        let piece = self.all.slice(self.position..end);
        self.position = end;
        Box::pin(ready(Ok(piece)))
    }
}

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A stream, which is read once.
pub(super) struct Pieces {
    stream: Chunks,
    length: Option<u64>,
    /// What of the last piece has not been taken.
    rest: Bytes,
    position: u64,
    is_over: bool,
}

impl Pieces {
    pub(super) fn new(
        stream: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self { stream: Box::pin(stream), length, rest: Bytes::new(), position: 0, is_over: false }
    }

    async fn take(&mut self, most: usize) -> Result<Bytes, BoxError> {
        while self.rest.is_empty() && !self.is_over {
            match poll_fn(|cx| self.stream.as_mut().poll_next(cx)).await {
                Some(piece) => self.rest = piece?,
                None => self.is_over = true,
            }
        }
        let piece = self.rest.split_to(most.min(self.rest.len()));
        self.position += piece.len() as u64;
        Ok(piece)
    }
}

impl Content for Pieces {
    fn length(&mut self) -> BoxFuture<'_, Result<Option<u64>, BoxError>> {
        Box::pin(ready(Ok(self.length)))
    }

    fn go_to(&mut self, position: u64) -> BoxFuture<'_, Result<bool, BoxError>> {
        Box::pin(async move {
            while self.position < position {
                let most = usize::try_from(position - self.position).unwrap_or(usize::MAX);
                if self.take(most).await?.is_empty() {
                    break;
                }
            }
            Ok(self.position <= position)
        })
    }

    fn next(&mut self, most: usize) -> BoxFuture<'_, Result<Bytes, BoxError>> {
        Box::pin(self.take(most))
    }
}
