//! The part of an upload's content that is in memory.

use bytes::{Bytes, BytesMut};

use super::content::Content;
use crate::http::fault::transfer_error::{TransferError, TransferErrorKind};

/// The chunk that is being sent, and the byte behind it, which says whether it is the last.
pub(super) struct Window {
    content: Box<dyn Content>,
    /// The length of the whole content, as far as it is known.
    length: Option<u64>,
    /// Where in the content the bytes begin that are held.
    start: u64,
    held: Bytes,
    /// Whether nothing comes behind what is held.
    is_end: bool,
}

/// A part of the content.
pub(super) struct Chunk {
    pub(super) start: u64,
    pub(super) bytes: Bytes,
    /// The length of the whole content, where it is known.
    pub(super) total: Option<u64>,
}

impl Chunk {
    /// The position behind it.
    pub(super) fn end(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }

    /// Whether nothing comes behind it.
    pub(super) fn is_last(&self) -> bool {
        self.total == Some(self.end())
    }
}

impl Window {
    pub(super) async fn new(mut content: Box<dyn Content>) -> Result<Self, TransferError> {
        let length = content.length().await.map_err(|cause| unreadable(0).because(cause))?;
        Ok(Self { content, length, start: 0, held: Bytes::new(), is_end: false })
    }

    /// The length of the whole content, where it is known.
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// At most `size` bytes from a position on.
    pub(super) async fn chunk(&mut self, position: u64, size: usize) -> Result<Chunk, TransferError> {
        self.go_to(position).await?;
        // One byte more says whether this is the last chunk, and whether the content is as long as was stated.
        self.fill(size.saturating_add(1)).await?;
        let end = self.start + self.held.len() as u64;
        let fault = |reason: String| Err(TransferError::new(TransferErrorKind::Content, position, reason));
        match self.length {
            Some(length) if end > length => {
                return fault(format!("the content has more than the {length} bytes that it was stated to have"));
            }
            Some(length) if self.is_end && end < length => {
                return fault(format!("the content ends after {end} bytes, and it was stated to have {length}"));
            }
            None if self.is_end => self.length = Some(end),
            _ => {}
        }
        let bytes = self.held.slice(..size.min(self.held.len()));
        Ok(Chunk { start: position, bytes, total: self.length })
    }

    /// Lets go of what is held in front of a position, and reads anew where it is not held.
    async fn go_to(&mut self, position: u64) -> Result<(), TransferError> {
        let ahead = position.checked_sub(self.start).and_then(|ahead| usize::try_from(ahead).ok());
        if let Some(ahead) = ahead.filter(|ahead| *ahead <= self.held.len()) {
            self.held = self.held.split_off(ahead);
            self.start = position;
            return Ok(());
        }
        self.held = Bytes::new();
        self.is_end = false;
        let moved = self.content.go_to(position).await.map_err(|cause| unreadable(position).because(cause))?;
        if !moved {
            let reason = "the service needs bytes again that a stream gave once: upload from a file or from memory, or begin anew";
            return Err(TransferError::new(TransferErrorKind::Content, position, reason));
        }
        self.start = position;
        Ok(())
    }

    /// Reads until so many bytes are held, or the content ends.
    async fn fill(&mut self, size: usize) -> Result<(), TransferError> {
        if self.held.len() >= size || self.is_end {
            return Ok(());
        }
        if self.held.is_empty() {
            // What is in memory already is not copied.
            self.held = self.read(size).await?;
            if self.held.len() == size || self.is_end {
                return Ok(());
            }
        }
        let held = std::mem::take(&mut self.held);
        let mut buffer = match held.try_into_mut() {
            Ok(mut buffer) => {
                buffer.reserve(size.saturating_sub(buffer.len()));
                buffer
            }
            Err(shared) => {
                let mut buffer = BytesMut::with_capacity(size);
                buffer.extend_from_slice(&shared);
                buffer
            }
        };
        while buffer.len() < size && !self.is_end {
            buffer.extend_from_slice(&self.read(size - buffer.len()).await?);
        }
        self.held = buffer.freeze();
        Ok(())
    }

    async fn read(&mut self, most: usize) -> Result<Bytes, TransferError> {
        let piece = self.content.next(most).await.map_err(|cause| unreadable(self.start).because(cause))?;
        self.is_end = piece.is_empty();
        Ok(piece)
    }
}

fn unreadable(position: u64) -> TransferError {
    TransferError::new(TransferErrorKind::Content, position, "the content cannot be read")
}
