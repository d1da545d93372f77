//! Why content that goes in parts did not arrive.

use std::fmt;

use crate::http::transport::BoxError;

/// Why an upload session or a download ended before all of the content had arrived.
///
/// ```no_run
/// # use generated::{Client, Error};
/// # async fn example(client: Client, url: &str, content: Vec<u8>) -> Result<(), Error> {
/// use odata_runtime::TransferErrorKind;
///
/// match client.upload::<()>(url).bytes(content).await {
///     Err(Error::Transfer(error)) if error.kind() == TransferErrorKind::SessionGone => println!("begin again"),
///     other => other?,
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct TransferError {
    kind: TransferErrorKind,
    position: u64,
    reason: Box<str>,
    cause: Option<BoxError>,
}

/// What kept content from arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransferErrorKind {
    /// The content that is uploaded cannot be read, has another length than was stated, or cannot be read again from where the
    /// service needs it.
    Content,
    /// The service does not know the upload session: it has expired, was cancelled, or has completed.
    SessionGone,
    /// The service has all bytes of an upload and has not answered with what became of them.
    Uncommitted,
    /// The service says what cannot be: it has bytes that were not sent, or it sends others than it announces.
    Contradiction,
    /// The transfer broke off again and again at the same place.
    NoProgress,
    /// A download broke off and cannot go on.
    Interrupted,
    /// The content has changed since the download began.
    Changed,
    /// A file cannot be written.
    File,
}

impl TransferError {
    pub(crate) fn new(kind: TransferErrorKind, position: u64, reason: impl Into<Box<str>>) -> Self {
        Self { kind, position, reason: reason.into(), cause: None }
    }

    pub(crate) fn because(mut self, cause: impl Into<BoxError>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// What kept the content from arriving.
    #[must_use]
    pub fn kind(&self) -> TransferErrorKind {
        self.kind
    }

    /// How many bytes have arrived, counted from the beginning of the content: as far as the service has confirmed them in an
    /// upload, as far as the caller has got them in a download.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }
}

impl fmt::Display for TransferError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the transfer ended after {} bytes: {}", self.position, self.reason)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for TransferError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().and_then(|cause| cause.source())
    }
}
