//! The stream of changes.

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::header::LOCATION;
use http::{Method, StatusCode, Uri};

use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::fault::response_error::ResponseError;
use crate::http::fault::service_error::ServiceError;
use crate::http::link::{LinkError, follow};
use crate::http::reply::{Reply, text_of};
use crate::http::transport::BoxFuture;
use crate::request::delta::cursor::DeltaCursor;
use crate::request::exchange::exchange;
use crate::request::link::resolve;
use crate::request::outgoing::Outgoing;
use crate::request::target::Target;
use crate::value::delta::change::{Delta, Restarted};
use crate::value::delta::page::DeltaPage;
use crate::value::shape::{Content, Shape};
use crate::{DecodeError, Page};

/// The preference by which a service adds a delta link to the last page. Services of 4.0 know it by this name, and those of 4.01 have to
/// know it by this name too
/// ([Protocol 8.2.8](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
const TRACK_CHANGES: &str = "odata.track-changes";

/// So many pages in a row may hold nothing. Services that filter changes send hundreds of them.
const MOST_EMPTY: u32 = 10_000;

/// So many times one stream begins anew because the service wants it.
const MOST_RESTARTS: u32 = 3;

/// What has changed in a collection, change by change, in the order of the service
/// ([Protocol 11.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
///
/// It begins with all items that there are (`At::changes`), or where another stream ended (`At::changes_since`), and ends when the service
/// has no more changes at present. [`cursor`](Self::cursor) is where it goes on then: it can be stored at any time. The same change may come
/// again, all the more so after a cursor that was taken within a page.
///
/// The headers of the position go with each request. Links lead to the service's host, or to one that is allowed
/// ([`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host)). An error ends the stream; so does a link that was followed before.
///
/// Where the service answers 410 because it no longer knows what has changed, and says where to begin anew (`Location`), the stream goes
/// on there and brings [`Delta::Restarted`] first. Without such a link it ends with an error of which
/// [`Error::is_gone`] is true: begin anew with `changes()`.
///
/// ```no_run
/// # async fn example<T: odata_runtime::Structured>(people: generated::At<odata_runtime::Many<T>>) -> Result<(), Box<dyn std::error::Error>> {
/// use odata_runtime::Delta;
///
/// let mut changes = people.changes();
/// while let Some(change) = changes.try_next().await? {
///     match change {
///         Delta::Changed(_person) => println!("changed"),
///         Delta::Removed(removed) => println!("{:?} is gone: {:?}", removed.id(), removed.reason()),
///         other => println!("{:?}", std::mem::discriminant(&other)),
///     }
/// }
/// let stored = serde_json::to_string(&changes.cursor())?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless polled"]
pub struct Changes<T> {
    state: State,
    /// What every request of the stream has in common; its URL is the first one.
    common: Option<Box<Outgoing>>,
    /// Hashes of the links that were followed since the beginning, or since it began anew.
    followed: BTreeSet<u64>,
    page: Option<DeltaPage<T>>,
    /// The URL of the page.
    link: Box<str>,
    /// Where it goes on behind the page.
    after: Option<DeltaCursor>,
    restarts: u32,
    empty_pages: u32,
    decode: Decode<T>,
}

/// How the shape of the collection reads a page.
type Decode<T> = fn(&Reply) -> Result<DeltaPage<T>, DecodeError>;

enum State {
    Next(Box<Result<Outgoing, Error>>),
    Loading(BoxFuture<'static, Result<Reply, Error>>),
    Done,
}

impl Target {
    /// The changes of a collection: all of its items, or those since the cursor.
    pub fn changes<S: Shape<Output = Page<T>>, T>(mut self, since: Option<&DeltaCursor>) -> Changes<T> {
        self.header("Prefer", TRACK_CHANGES);
        let first = self.into_outgoing(Method::GET, Body::empty());
        let (first, since) = match (first, since) {
            (Ok(first), Some(since)) => (at_cursor(first, since), Some(since.clone())),
            (first, _) => (first, None),
        };
        Changes::new(first, since, read::<S, T>)
    }
}

fn read<S: Shape<Output = Page<T>>, T>(reply: &Reply) -> Result<DeltaPage<T>, DecodeError> {
    DeltaPage::read(&reply.body, |text| reply.decode_text::<S>(text))
}

/// The request that goes on at a cursor.
fn at_cursor(first: Outgoing, since: &DeltaCursor) -> Result<Outgoing, Error> {
    let settings = &first.client.inner;
    let url = follow(&settings.root_uri, &since.link, &settings.rewrites)?;
    Ok(Outgoing { url, ..first })
}

impl<T> Changes<T> {
    fn new(first: Result<Outgoing, Error>, since: Option<DeltaCursor>, decode: Decode<T>) -> Self {
        let mut followed = BTreeSet::new();
        let mut after = since;
        let common = first.as_ref().ok().map(|first| {
            followed.insert(hash(&first.url));
            after.get_or_insert_with(|| DeltaCursor::from_link(&first.url.to_string()));
            let template = first.template.of_next(&first.url);
            Box::new(Outgoing { template, ..again(first, first.url.clone()) })
        });
        Self {
            state: State::Next(Box::new(first)),
            common,
            followed,
            page: None,
            link: Box::default(),
            after,
            restarts: 0,
            empty_pages: 0,
            decode,
        }
    }

    /// The next change, or `None` where the service has no more at present.
    ///
    /// # Errors
    ///
    /// See [`Error`]; the stream has ended then. [`cursor`](Self::cursor) still tells where it goes on.
    pub async fn try_next(&mut self) -> Result<Option<Delta<T>>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Where the stream goes on behind the last change that it brought: in a page, before the next page, or, when it has ended, at
    /// the changes that are still to come. Nothing is lost that comes behind it.
    ///
    /// `None` where the service does not track the changes of this query: it ended the last page without a delta link, and so there is
    /// nothing by which later changes could be found.
    #[must_use]
    pub fn cursor(&self) -> Option<DeltaCursor> {
        match &self.page {
            Some(page) if !page.is_over() => Some(DeltaCursor { link: self.link.clone(), position: page.position() }),
            _ => self.after.clone(),
        }
    }

    /// Takes the answer to a request, and prepares the next.
    fn accept(&mut self, reply: Result<Reply, Error>) -> Result<Option<Delta<T>>, Error> {
        let reply = match reply {
            Ok(reply) => reply,
            Err(Error::Service(error)) if error.is_own(StatusCode::GONE) => {
                return self.begin_anew(*error).map(|restarted| Some(Delta::Restarted(restarted)));
            }
            Err(error) => return Err(error),
        };
        if reply.is_accepted() {
            return Err(ResponseError::accepted(reply, Content::Items).into());
        }
        if reply.is_empty() {
            return Err(ResponseError::empty(reply, Content::Items).into());
        }
        let mut page = match (self.decode)(&reply) {
            Ok(page) => page,
            Err(error) => return Err(ResponseError::new(reply, error).into()),
        };
        let asked = self.after.take();
        self.empty_pages = if page.is_empty() { self.empty_pages + 1 } else { 0 };
        if let Some(DeltaCursor { link, position }) = asked {
            self.link = link;
            // The cursor may have been taken within this page.
            page.leave_out(position);
        }
        self.lead_on(&page, &reply.request.url);
        self.page = Some(page);
        Ok(None)
    }

    /// Prepares the request behind a page.
    fn lead_on(&mut self, page: &DeltaPage<T>, url: &Uri) {
        let Some(common) = &self.common else { return };
        let Some(link) = page.next_link.as_ref().or(page.delta_link.as_ref()) else { return };
        let found = resolve(&common.client.inner, url, page.context.as_deref(), link);
        let found = match found {
            Ok(found) if page.next_link.is_none() => {
                self.after = Some(DeltaCursor::from_link(&found.to_string()));
                return;
            }
            Ok(found) if self.empty_pages >= MOST_EMPTY => Err(LinkError::no_end(&found.to_string(), self.empty_pages)),
            Ok(found) if !self.followed.insert(hash(&found)) => Err(LinkError::repeated(link)),
            other => other,
        };
        // Where the link leads nowhere, a cursor leads to this page again.
        let again_here = || DeltaCursor { link: self.link.clone(), position: page.end() };
        self.after = Some(found.as_ref().map_or_else(|_| again_here(), |url| DeltaCursor::from_link(&url.to_string())));
        let next = found.map(|url| again(common, url)).map_err(Error::from);
        self.state = State::Next(Box::new(next));
    }

    /// Prepares to begin anew where the service says.
    fn begin_anew(&mut self, error: ServiceError) -> Result<Restarted, Error> {
        let Some(common) = &self.common else { return Err(error.into()) };
        let Some(location) = error.headers().get(LOCATION).and_then(text_of) else {
            let advice = "the service no longer knows what has changed since, and does not say where to begin anew: drop the cursor \
                          and begin with `changes()`";
            return Err(error.with_advice(advice).into());
        };
        if self.restarts == MOST_RESTARTS {
            return Err(error.with_advice("the changes were begun anew before, again and again").into());
        }
        let url = follow(error.url(), location, &common.client.inner.rewrites)?;
        let restarted = Restarted {
            code: error.error().map(|error| error.innermost_code().to_owned()).filter(|code| !code.is_empty()),
            message: error.message().map(str::to_owned).filter(|message| !message.is_empty()),
        };
        self.restarts += 1;
        self.empty_pages = 0;
        self.page = None;
        self.after = Some(DeltaCursor::from_link(&url.to_string()));
        self.followed = BTreeSet::from([hash(&url)]);
        self.state = State::Next(Box::new(Ok(again(common, url))));
        Ok(restarted)
    }
}

/// The same request, without a body, to another URL.
fn again(common: &Outgoing, url: Uri) -> Outgoing {
    Outgoing {
        headers: common.headers.clone(),
        anonymous: common.anonymous,
        template: common.template.clone(),
        options: common.options.clone(),
        ..Outgoing::new(common.client.clone(), Method::GET, url)
    }
}

fn hash(url: &Uri) -> u64 {
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    hasher.finish()
}

/// No item is ever pinned: they wait in a page and are handed out by value.
impl<T> Unpin for Changes<T> {}

impl<T> Stream for Changes<T> {
    type Item = Result<Delta<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(change) = this.page.as_mut().and_then(Iterator::next) {
                return Poll::Ready(Some(Ok(change)));
            }
            this.page = None;
            match &mut this.state {
                State::Done => return Poll::Ready(None),
                State::Loading(reply) => {
                    let reply = ready!(reply.as_mut().poll(cx));
                    this.state = State::Done;
                    match this.accept(reply) {
                        Ok(None) => {}
                        Ok(Some(change)) => return Poll::Ready(Some(Ok(change))),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Next(_) => {
                    if let State::Next(outgoing) = std::mem::replace(&mut this.state, State::Done) {
                        this.state = State::Loading(exchange(*outgoing));
                    }
                }
            }
        }
    }
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").field("cursor", &self.cursor()).finish_non_exhaustive()
    }
}
