//! Requests for programs without an async runtime.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use crate::http::fault::error::Error;
use crate::url::request_error::RequestError;

/// Requests that block the thread until they are answered, for programs without an async runtime.
///
/// One thread of this crate's own drives the connections of all of them; it is started by the first call and stays. A thread that is
/// in a tokio runtime gets an error at once, since it would keep other tasks from running: await the request there. A client whose
/// connections were made in a tokio runtime needs that runtime to run on: build one client for blocking calls and another one for
/// others.
///
/// ```
/// use generated::Client;
/// use generated::runtime::{Blocking, Error, Value};
///
/// fn count(client: &Client) -> Result<i64, Error> {
///     client.path::<Value<i64>>("Orders/$count").block()
/// }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     let fake = odata_runtime::testing::FakeService::new();
/// #     let client = fake.client(Client::builder())?;
/// #     fake.on_path("GET", "/Orders/$count").bytes(r#"{"value":7}"#, "application/json");
/// #     assert_eq!(count(&client)?, 7);
/// #     Ok(())
/// # }
/// ```
pub trait Blocking: Sized {
    /// What the request gives.
    type Value;

    /// Sends the request, and blocks the thread until it is answered.
    ///
    /// # Errors
    ///
    /// See [`Error`]; [`Error::Request`] where the thread is in a tokio runtime.
    fn block(self) -> Result<Self::Value, Error>;
}

impl<T, F: IntoFuture<Output = Result<T, Error>>> Blocking for F {
    type Value = T;

    fn block(self) -> Result<T, Error> {
        driver()?.block_on(self.into_future())
    }
}

/// Streams as iterators that block the thread until the next item is there: [`Items`](crate::Items), [`Pages`](crate::Pages),
/// [`Changes`](crate::Changes). What holds for [`Blocking`] holds for them.
pub trait BlockingStream: Sized {
    /// The iterator, which ends where the stream ends.
    fn block_on_each(self) -> BlockingIter<Self>;
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> BlockingStream for S {
    fn block_on_each(self) -> BlockingIter<S> {
        BlockingIter { stream: Some(self) }
    }
}

/// An iterator over the items of a stream, which blocks the thread until the next one is there.
pub struct BlockingIter<S> {
    /// Until it has ended.
    stream: Option<S>,
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> Iterator for BlockingIter<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Result<T, Error>> {
        let stream = self.stream.as_mut()?;
        let item = match driver() {
            Ok(driver) => driver.block_on(poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx))),
            Err(error) => Some(Err(error)),
        };
        if !matches!(item, Some(Ok(_))) {
            self.stream = None;
        }
        item
    }
}

impl<S> fmt::Debug for BlockingIter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingIter").finish_non_exhaustive()
    }
}

/// The runtime whose own thread drives connections and time limits.
fn driver() -> Result<&'static Handle, Error> {
    static DRIVER: OnceLock<Result<Handle, String>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(RequestError::new(
            "a blocking call was made on a thread of a tokio runtime, which it would hold up: await the request instead",
        )
        .into());
    }
    let driver = DRIVER.get_or_init(|| start().map_err(|error| error.to_string()));
    Ok(driver
        .as_ref()
        .map_err(|error| RequestError::new(format!("the thread for blocking calls cannot start: {error}")))?)
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("odata-runtime".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
