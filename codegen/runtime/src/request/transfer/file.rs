//! Uploads from files and readers, and downloads to files.

use std::ffi::OsString;
use std::future::poll_fn;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncSeek, AsyncWrite, ReadBuf};

use super::content::{Content, Pieces};
use super::download::Download;
use super::upload::Upload;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::fault::transfer_error::{TransferError, TransferErrorKind};
use crate::http::transport::{BoxError, BoxFuture, TransportError};
use crate::request::response::Response;

/// How much is read from a file at once.
const PIECE: usize = 256 << 10;

impl<O> Upload<O> {
    /// Uploads a file (feature `tokio`), of which any part can be sent again.
    pub fn file(self, path: impl AsRef<Path>) -> Self {
        self.content(Stored { path: path.as_ref().to_owned(), file: None })
    }

    /// Uploads what a reader brings (feature `tokio`): so many bytes in all. For the rest, it is like [`stream`](Self::stream).
    pub fn reader(self, reader: impl AsyncRead + Send + 'static, length: impl Into<Option<u64>>) -> Self {
        self.content(Pieces::new(Reading(Box::pin(reader)), length.into()))
    }
}

impl Download {
    /// Downloads to a file (feature `tokio`), and gives the number of its bytes in place of the body. A file that is there is replaced
    /// when all has come; until then the content is in a file whose name has `.part` behind it, which a failure leaves.
    ///
    /// # Errors
    ///
    /// See [`Download`]; [`Error::Transfer`] where the body ends too early or the file cannot be written.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<Response<u64>, Error> {
        let path = path.as_ref().to_owned();
        let mut part = OsString::from(path.as_os_str());
        part.push(".part");
        let part = PathBuf::from(part);
        let mut response = self.await?;
        let length = save(&mut response.body, &part, &path).await?;
        Ok(response.with_body(|_| length))
    }
}

/// Writes a body to a file, which then takes the place of another.
async fn save(body: &mut Body, part: &Path, path: &Path) -> Result<u64, Error> {
    let mut written = 0;
    let fault = |written| TransferError::new(TransferErrorKind::File, written, "the file cannot be written");
    let mut file = File::create(part).await.map_err(|error| fault(0).because(error))?;
    while let Some(piece) = body.chunk().await.map_err(|error| broken(written, error))? {
        write_all(&mut file, &piece).await.map_err(|error| fault(written).because(error))?;
        written += piece.len() as u64;
    }
    let stored = async {
        poll_fn(|cx| Pin::new(&mut file).poll_flush(cx)).await?;
        file.sync_all().await?;
        tokio::fs::rename(part, path).await
    };
    stored.await.map_err(|error| fault(written).because(error))?;
    Ok(written)
}

/// The error of a body that broke off: that of the resumption, if one failed.
fn broken(written: u64, error: TransportError) -> Error {
    let kind = error.kind();
    match error.into_source().downcast::<Error>() {
        Ok(error) => *error,
        Err(source) => TransferError::new(TransferErrorKind::Interrupted, written, "the body broke off")
            .because(TransportError::new(kind, source))
            .into(),
    }
}

async fn write_all(file: &mut File, mut bytes: &[u8]) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let count = poll_fn(|cx| Pin::new(&mut *file).poll_write(cx, bytes)).await?;
        if count == 0 {
            return Err(std::io::ErrorKind::WriteZero.into());
        }
        bytes = bytes.get(count..).unwrap_or_default();
    }
    Ok(())
}

/// A file, which is opened when it is first read.
struct Stored {
    path: PathBuf,
    file: Option<File>,
}

impl Stored {
    async fn open(&mut self) -> Result<&mut File, BoxError> {
        if self.file.is_none() {
            self.file = Some(File::open(&self.path).await?);
        }
        self.file.as_mut().ok_or_else(|| "the file is not open".into())
    }
}

impl Content for Stored {
    fn length(&mut self) -> BoxFuture<'_, Result<Option<u64>, BoxError>> {
        Box::pin(async { Ok(Some(self.open().await?.metadata().await?.len())) })
    }

    fn go_to(&mut self, position: u64) -> BoxFuture<'_, Result<bool, BoxError>> {
        Box::pin(async move {
            let file = self.open().await?;
            Pin::new(&mut *file).start_seek(SeekFrom::Start(position))?;
            poll_fn(|cx| Pin::new(&mut *file).poll_complete(cx)).await?;
            Ok(true)
        })
    }

    fn next(&mut self, most: usize) -> BoxFuture<'_, Result<Bytes, BoxError>> {
        Box::pin(async move {
            let file = self.open().await?;
            Ok(poll_fn(|cx| poll_piece(Pin::new(&mut *file), cx, most)).await?)
        })
    }
}

/// The pieces of what a reader brings.
struct Reading<R>(Pin<Box<R>>);

impl<R: AsyncRead> Stream for Reading<R> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(poll_piece(self.0.as_mut(), cx, PIECE))?;
        Poll::Ready(Some(piece).filter(|piece| !piece.is_empty()).map(Ok))
    }
}

/// The next bytes of a reader, at most so many.
fn poll_piece(reader: Pin<&mut impl AsyncRead>, cx: &mut Context<'_>, most: usize) -> Poll<std::io::Result<Bytes>> {
    let mut buffer = BytesMut::zeroed(most.min(PIECE));
    let mut space = ReadBuf::new(&mut buffer);
    ready!(reader.poll_read(cx, &mut space))?;
    let count = space.filled().len();
    buffer.truncate(count);
    Poll::Ready(Ok(buffer.freeze()))
}
