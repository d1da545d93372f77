//! Collections that come in pages.

use std::collections::BTreeSet;
use std::collections::VecDeque;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::{HeaderMap, Method, Uri};

use crate::http::fault::error::Error;
use crate::http::fault::response_error::ResponseError;
use crate::http::link::LinkError;
use crate::http::pipeline::options::CallOptions;
use crate::http::pipeline::redirect::drop_payload_headers;
use crate::http::pipeline::template::Template;
use crate::http::reply::Reply;
use crate::http::transport::BoxFuture;
use crate::request::client::connection::Connection;
use crate::request::exchange::exchange;
use crate::request::link::resolve;
use crate::request::outgoing::Outgoing;
use crate::value::shape::Content;
use crate::{DecodeError, Page};

/// The pages of a collection: follows next links, byte for byte as the service sent them, until none comes
/// ([Protocol 11.2.6.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
///
/// The headers of the first request go with each. An error ends the stream; so does a link that was followed
/// before. Dropping the stream gives up the page that is under way. Each page has the time limits of a call of its own.
///
/// Links lead to the service's host, or to one that is allowed ([`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host)).
/// A page that was found elsewhere, behind a redirect, is not the service's: if it has a next or delta link, it is an error.
///
/// ```
/// # async fn example(client: generated::Client) -> Result<(), odata_runtime::Error> {
/// # use generated::At;
/// # use odata_runtime::{Many, Value};
/// # let tags: At<Many<Value<String>>> = client.at("tags");
/// let mut pages = tags.pages();
/// while let Some(page) = pages.try_next().await? {
///     println!("{} tags, more to come: {}", page.value.len(), page.next_link.is_some());
/// }
/// # Ok(())
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     use odata_runtime::testing::{FakeService, block_on};
/// #     let fake = FakeService::new();
/// #     let client = fake.client(generated::Client::builder())?;
/// #     fake.on(client.at::<odata_runtime::Many<odata_runtime::Value<String>>>("tags")).pages([["red"], ["blue"]]);
/// #     block_on(example(client))?;
/// #     fake.assert_done();
/// #     Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless polled"]
pub struct Pages<T> {
    state: State<T>,
    /// What every request of the stream has in common.
    common: Option<Common>,
    /// Hashes of the links that were followed.
    followed: BTreeSet<u64>,
    decode: Decode<T>,
}

/// How the shape of the collection reads a page.
type Decode<T> = fn(&Reply) -> Result<Page<T>, DecodeError>;

struct Common {
    client: Connection,
    headers: HeaderMap,
    anonymous: bool,
    template: Template,
    options: Option<Arc<CallOptions>>,
}

enum State<T> {
    /// A page that came before, with something else.
    Ready(Box<Page<T>>),
    Next(Box<Result<Outgoing, Error>>),
    Loading(BoxFuture<'static, Result<Reply, Error>>),
    Done,
}

impl<T> Pages<T> {
    pub(crate) fn new(first: Result<Outgoing, Error>, decode: Decode<T>) -> Self {
        let mut followed = BTreeSet::new();
        let common = first.as_ref().ok().map(|first| {
            followed.insert(hash(&first.url));
            let mut headers = first.headers.clone();
            // The first page may be asked for with a body, the others by links.
            if !first.body.is_empty() {
                drop_payload_headers(&mut headers);
            }
            Common {
                client: first.client.clone(),
                headers,
                anonymous: first.anonymous,
                template: first.template.of_next(&first.url),
                options: first.options.clone(),
            }
        });
        Self { state: State::Next(Box::new(first)), common, followed, decode }
    }

    /// A page that came with something else, and those that follow it.
    pub(crate) fn behind(page: Page<T>, client: &Connection, decode: Decode<T>) -> Self {
        let common = Some(Common {
            client: client.clone(),
            headers: HeaderMap::new(),
            anonymous: false,
            template: Template::default(),
            options: None,
        });
        Self { state: State::Ready(Box::new(page)), common, followed: BTreeSet::new(), decode }
    }

    /// The items of all pages.
    pub fn into_items(self) -> Items<T> {
        Items::new(self)
    }

    /// The next page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// See [`Error`]; the stream has ended then.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Decodes a page and prepares the request for the one that follows it.
    fn accept(&mut self, reply: Reply) -> Result<Page<T>, Error> {
        if reply.is_accepted() {
            return Err(ResponseError::accepted(reply, Content::Items).into());
        }
        if reply.is_empty() {
            return Err(ResponseError::empty(reply, Content::Items).into());
        }
        let page = match (self.decode)(&reply) {
            Ok(page) => page,
            Err(error) => return Err(ResponseError::new(reply, error).into()),
        };
        self.lead_on(&page, &reply.request.url);
        Ok(page)
    }

    /// Prepares the request for the page that follows one which was found at a URL.
    fn lead_on(&mut self, page: &Page<T>, url: &Uri) {
        if let (Some(link), Some(common)) = (&page.next_link, &self.common) {
            let settings = &common.client.inner;
            let next = resolve(settings, url, page.context.as_deref(), link)
                .and_then(|url| match self.followed.insert(hash(&url)) {
                    true => Ok(url),
                    false => Err(LinkError::repeated(link)),
                })
                .map(|url| Outgoing {
                    headers: common.headers.clone(),
                    anonymous: common.anonymous,
                    template: common.template.clone(),
                    options: common.options.clone(),
                    ..Outgoing::new(common.client.clone(), Method::GET, url)
                });
            self.state = State::Next(Box::new(next.map_err(Error::from)));
        }
    }
}

fn hash(url: &Uri) -> u64 {
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    hasher.finish()
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut self.state {
                State::Done => return Poll::Ready(None),
                State::Loading(reply) => {
                    let reply = ready!(reply.as_mut().poll(cx));
                    self.state = State::Done;
                    return Poll::Ready(Some(reply.and_then(|reply| self.accept(reply))));
                }
                State::Ready(_) | State::Next(_) => match std::mem::replace(&mut self.state, State::Done) {
                    State::Next(outgoing) => self.state = State::Loading(exchange(*outgoing)),
                    State::Ready(page) => {
                        let root = self.common.as_ref().map(|common| common.client.inner.root_uri.clone());
                        if let Some(root) = root {
                            self.lead_on(&page, &root);
                        }
                        return Poll::Ready(Some(Ok(*page)));
                    }
                    State::Loading(_) | State::Done => {}
                },
            }
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("followed", &self.followed.len()).finish_non_exhaustive()
    }
}

/// The items of a collection, page by page, in the order of the service.
///
/// ```
/// # async fn example(client: generated::Client) -> Result<(), odata_runtime::Error> {
/// # use generated::At;
/// # use odata_runtime::{Many, Value};
/// # let tags: At<Many<Value<String>>> = client.at("tags");
/// let mut tags = tags.items();
/// while let Some(tag) = tags.try_next().await? {
///     println!("{tag}");
/// }
/// # Ok(())
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     use odata_runtime::testing::{FakeService, block_on};
/// #     let fake = FakeService::new();
/// #     let client = fake.client(generated::Client::builder())?;
/// #     fake.on(client.at::<odata_runtime::Many<odata_runtime::Value<String>>>("tags")).pages([["red"], ["blue"]]);
/// #     block_on(example(client))?;
/// #     fake.assert_done();
/// #     Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless polled"]
pub struct Items<T> {
    pages: Pages<T>,
    buffer: VecDeque<T>,
    count: Option<i64>,
    delta_link: Option<String>,
}

impl<T> Items<T> {
    fn new(pages: Pages<T>) -> Self {
        Self { pages, buffer: VecDeque::new(), count: None, delta_link: None }
    }

    /// The next item, or `None` after the last of the last page.
    ///
    /// # Errors
    ///
    /// See [`Error`]; the stream has ended then.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// The number of items in the whole collection, once a page has it (`$count=true`).
    #[must_use]
    pub fn total_count(&self) -> Option<i64> {
        self.count
    }

    /// The link under which later changes are found, once the last page has come, if it has one.
    #[must_use]
    pub fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }
}

/// No item is ever pinned: they wait in a buffer and are handed out by value.
impl<T> Unpin for Items<T> {}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.buffer.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    self.count = self.count.or(page.count);
                    self.delta_link = page.delta_link;
                    self.buffer = page.value.into();
                }
            }
        }
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("buffered", &self.buffer.len()).finish()
    }
}
