//! Bodies of requests and responses.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::transport::{TransportError, TransportErrorKind};

/// The body of a request or response: bytes in memory, or a stream of chunks.
///
/// ```
/// use odata_runtime::Body;
///
/// let body = Body::from("{}");
/// assert_eq!(body.len(), Some(2));
/// assert!(Body::empty().is_empty());
/// ```
pub struct Body(Content);

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// A stream is polled through `&mut` alone; the lock, which is never taken, makes a request with one `Sync`.
enum Content {
    Memory(Bytes),
    Stream { chunks: Mutex<Chunks>, length: Option<u64> },
}

impl Body {
    /// A body without content.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Content::Memory(Bytes::new()))
    }

    /// A body whose chunks come from `chunks`, of `length` bytes in all where that is known.
    pub fn stream(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self(Content::Stream { chunks: Mutex::new(Box::pin(chunks)), length })
    }

    /// The number of bytes still to come, where it is known.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Content::Memory(bytes) => Some(bytes.len() as u64),
            Content::Stream { length, .. } => *length,
        }
    }

    /// Whether the body is known to have no content.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Content::Memory(bytes) if bytes.is_empty())
    }

    /// The content, if it is in memory: such a body can be sent again.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Memory(bytes) => Some(bytes),
            Content::Stream { .. } => None,
        }
    }

    /// The next chunk, or `None` after the last.
    ///
    /// # Errors
    ///
    /// When the body breaks off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// The whole content, at most `limit` bytes.
    ///
    /// # Errors
    ///
    /// When the body breaks off or is larger than `limit`.
    pub async fn bytes(mut self, limit: u64) -> Result<Bytes, TransportError> {
        let mut gathered = Gathered::new(limit);
        while let Some(piece) = self.chunk().await? {
            gathered.push(piece)?;
        }
        Ok(gathered.into_bytes())
    }
}

/// The pieces of a body, gathered in memory. A single one is not copied.
pub(super) struct Gathered {
    limit: u64,
    first: Bytes,
    all: Option<BytesMut>,
}

impl Gathered {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, first: Bytes::new(), all: None }
    }

    fn len(&self) -> usize {
        self.all.as_ref().map_or(self.first.len(), BytesMut::len)
    }

    /// Adds a piece.
    ///
    /// # Errors
    ///
    /// When the body becomes larger than the limit.
    pub(super) fn push(&mut self, piece: Bytes) -> Result<(), TransportError> {
        if (self.len() as u64).saturating_add(piece.len() as u64) > self.limit {
            let reason = format!("the body has more than the {} bytes that the client accepts", self.limit);
            return Err(TransportError::new(TransportErrorKind::Refused, reason));
        }
        match &mut self.all {
            Some(all) => all.extend_from_slice(&piece),
            None if self.first.is_empty() => self.first = piece,
            None => {
                let mut all = BytesMut::from(std::mem::take(&mut self.first));
                all.extend_from_slice(&piece);
                self.all = Some(all);
            }
        }
        Ok(())
    }

    pub(super) fn into_bytes(self) -> Bytes {
        self.all.map_or(self.first, BytesMut::freeze)
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Content::Memory(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Memory(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Content::Stream { chunks, length } => {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                let polled = chunks.as_mut().poll_next(cx);
                if let (Poll::Ready(Some(Ok(chunk))), Some(left)) = (&polled, length) {
                    *left = left.saturating_sub(chunk.len() as u64);
                }
                polled
            }
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Memory(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("len", &self.len()).finish_non_exhaustive()
    }
}
