//! Uploads of large content in chunks.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use futures_core::Stream;
use http::Method;

use super::content::{Content, Memory, Pieces};
use super::patience::RESUMPTIONS;
use super::sending::{Progress, Sending};
use super::session::{Begin, UploadSession};
use super::window::Window;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::reply::Reply;
use crate::http::transport::{BoxError, BoxFuture};
use crate::request::call::Request;
use crate::request::client::connection::Connection;
use crate::request::response::{Response, ResponseFuture, Sent};
use crate::request::target::Target;
use crate::url::request_error::RequestError;
use crate::{Instance, Maybe, Nothing, Shape, Structured};

/// What all chunks but the last are a multiple of: 320 KiB.
const GRAIN: usize = 320 << 10;

/// How much is sent at once, unless the caller says otherwise: 5 MiB.
const CHUNK: usize = 16 * GRAIN;

/// What an upload gives: an [`Instance`] of what was made, an `Option` of it, or `()`.
pub trait Uploaded: Sized {
    #[doc(hidden)]
    type Shape: Shape<Output = Self>;
}

impl<T: Structured> Uploaded for Instance<T> {
    type Shape = T;
}

impl<T: Structured> Uploaded for Option<Instance<T>> {
    type Shape = Maybe<T>;
}

impl Uploaded for () {
    type Shape = Nothing;
}

/// An upload through a session, which is sent when it is awaited: content of any size, in chunks, of which one is in memory.
///
/// A chunk that does not arrive does not end the upload: the service is asked what it has (`nextExpectedRanges`), and the upload goes on from there.
/// All requests go to the session's URL without the credential. Dropping the future leaves the session as it is, and a later upload
/// to the same URL goes on where this one ended, until the session expires (`expirationDateTime`).
///
/// ```no_run
/// # use generated::{Client, Error, Instance, Structured};
/// # async fn example<DriveItem: Structured>(graph: Client, session: Instance<DriveItem>, movie: Vec<u8>) -> Result<(), Error> {
/// let item: Instance<DriveItem> = graph
///     .upload(&session)
///     .progress(|done, total| println!("{done} of {total:?} bytes"))
///     .bytes(movie)
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`Error::Transfer`] where the session is gone, where the service contradicts itself, and where nothing more arrives; otherwise what
/// the service answered, such as 409 where the name is taken ([`Error::is_conflict`]).
#[must_use = "an upload does nothing until it is awaited or sent"]
pub struct Upload<O> {
    target: Target,
    begin: Begin,
    content: Option<Box<dyn Content>>,
    chunk_size: usize,
    resumptions: u32,
    progress: Option<Progress>,
    output: PhantomData<fn() -> O>,
}

impl Connection {
    /// An upload through a session.
    pub fn upload<O>(&self, session: &(impl UploadSession + ?Sized)) -> Upload<O> {
        let session = session.session();
        let mut target = self.anonymous(session.url.as_deref().unwrap_or_default());
        if let Err(fault) = session.url {
            target.fail(RequestError::new(fault));
        }
        Upload {
            target,
            begin: session.begin,
            content: None,
            chunk_size: CHUNK,
            resumptions: RESUMPTIONS,
            progress: None,
            output: PhantomData,
        }
    }
}

impl<O> Upload<O> {
    /// Uploads these bytes.
    pub fn bytes(self, content: impl Into<Bytes>) -> Self {
        self.content(Memory::new(content.into()))
    }

    /// Uploads what a stream brings: so many bytes in all. A [`Body`] is such a stream, too.
    ///
    /// A stream gives its bytes once. A broken chunk is sent again from memory; where the service has lost more than that, the upload
    /// fails. To go on with an earlier upload, begin the stream at the first byte: what the service has is passed over.
    ///
    /// Where the length is `None`, the service learns it with the last chunk, which Microsoft Graph does not accept.
    pub fn stream<E: Into<BoxError>>(
        self,
        content: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self {
        self.content(Pieces::new(Boxed(Box::pin(content)), length.into()))
    }

    pub(super) fn content(mut self, content: impl Content + 'static) -> Self {
        self.content = Some(Box::new(content));
        self
    }

    /// How many bytes a chunk has, which is a multiple of 320 KiB (327,680); 5 MiB by default. So much memory the upload takes.
    ///
    /// OneDrive and SharePoint take at most 60 MiB, Outlook takes at most 4 MB.
    pub fn chunk_size(mut self, bytes: usize) -> Self {
        if bytes == 0 || !bytes.is_multiple_of(GRAIN) {
            self.target.fail(RequestError::new(format!(
                "a chunk of {bytes} bytes is not accepted by services: its size is a multiple of 320 KiB ({GRAIN} bytes)"
            )));
        } else {
            self.chunk_size = bytes;
        }
        self
    }

    /// Calls a function whenever more has arrived, with the number of bytes that the service has, and that of all bytes where it is
    /// known. The first number falls where the service has lost some.
    pub fn progress(mut self, report: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.progress = Some(Box::new(report));
        self
    }

    /// Asks the service first how far an earlier upload has come. An upload to a URL does so by itself.
    pub fn resume(mut self) -> Self {
        self.begin = Begin::Ask;
        self
    }

    /// How often in a row the upload goes on after something broke, without anything more having arrived; 5 by default. With 0 the first
    /// chunk that breaks ends it.
    pub fn max_resumptions(mut self, times: u32) -> Self {
        self.resumptions = times;
        self
    }

    /// Ends the session (`DELETE`), with what it has received.
    pub fn cancel(self) -> Request<Nothing> {
        Request::new(Method::DELETE, self.target, Body::empty())
    }

    fn reply(self) -> impl Future<Output = Result<Reply, Error>> + Send + 'static {
        let Self { target, begin, content, chunk_size, resumptions, progress, .. } = self;
        async move {
            let content = content.ok_or_else(|| {
                RequestError::new("there is nothing to upload: give it with `bytes`, `stream`, or `file` or `reader` (feature `tokio`)")
            })?;
            let window = Window::new(content).await?;
            Sending::new(target, window, chunk_size, resumptions, progress).run(begin).await
        }
    }
}

impl<O: Uploaded> Upload<O> {
    /// Completes the upload of a session that was created with `deferCommit` (`POST` without a body).
    pub fn commit(self) -> Request<O::Shape> {
        Request::new(Method::POST, self.target, Body::empty())
    }

    /// Uploads the content and gives status and headers of the last answer too, and no value where it has none: Outlook says with
    /// [`Response::location`] where the attachment is.
    ///
    /// # Errors
    ///
    /// See [`Upload`].
    pub fn send(self) -> impl Future<Output = Result<Response<Sent<O::Shape>>, Error>> + Send + use<O> {
        ResponseFuture::<O::Shape>::of(Box::pin(self.reply())).with_head()
    }
}

impl<O: Uploaded> IntoFuture for Upload<O> {
    type Output = Result<O, Error>;
    /// That its output is `O` itself lets the compiler find `O` from the type that a caller awaits.
    type IntoFuture = BoxFuture<'static, Result<O, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(ResponseFuture::<O::Shape>::of(Box::pin(self.reply())))
    }
}

impl<O> fmt::Debug for Upload<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Upload").field(&self.target.describe()).finish()
    }
}

/// A stream with its errors boxed.
struct Boxed<S>(std::pin::Pin<Box<S>>);

impl<S: Stream<Item = Result<Bytes, E>>, E: Into<BoxError>> Stream for Boxed<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|piece| piece.map(|piece| piece.map_err(Into::into)))
    }
}
