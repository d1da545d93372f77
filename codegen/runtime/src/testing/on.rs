//! What is expected of a test double, and what it answers.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use serde::Serialize;

use super::answer::{self, Answer};
use super::asked::Asked;
use super::expectation::Expectation;
use super::fake::FakeService;
use super::pattern::{PAGE_MARK, Pattern};
use super::reply::{Content, JSON, Page, Reply};
use crate::http::body::Body;
use crate::http::transport::TransportErrorKind;
use crate::request::target::Target;
use crate::value::instance::Instance;
use crate::value::shape::Element;
use crate::value::structured::Structured;
use crate::{Many, Shape};

/// A request that a [`FakeService`] expects, whose answer has the shape `S`, and the answers to it.
///
/// Methods that begin with `with_` narrow down which requests are meant. The others describe the answer; [`then`](Self::then) begins
/// the answer to the next request. An answer before `then` is given once, unless [`times`](Self::times) says otherwise. The last one
/// is given to all further requests, unless [`once`](Self::once) or `times` says otherwise: the expectation is used up then, and
/// requests go to the next that fits.
///
/// What cannot be used, a header that is not valid for instance, shows in the error of the call and in
/// [`FakeService::unused`].
pub struct On<S> {
    fake: FakeService,
    /// Which of the expectations of the service it is.
    index: usize,
    target: Option<Target>,
    /// Whether the body of the request is a stream, which cannot be compared.
    is_streamed: bool,
    shape: PhantomData<fn() -> S>,
}

impl<S> On<S> {
    pub(super) fn new(fake: FakeService, index: usize, target: Option<Target>, is_streamed: bool) -> Self {
        Self { fake, index, target, is_streamed, shape: PhantomData }
    }

    fn change(self, change: impl FnOnce(&mut Expectation)) -> Self {
        if let Some(expectation) = self.fake.state().expectations.get_mut(self.index) {
            change(expectation);
        }
        self
    }

    fn change_reply(self, change: impl FnOnce(&mut Reply)) -> Self {
        self.change(|expectation| change(expectation.reply()))
    }

    /// Keeps a fault of what the caller gave.
    pub(super) fn failing(self, fault: String) -> Self {
        self.change(|expectation| expectation.fail(fault))
    }

    fn content(self, content: Content) -> Self {
        self.change_reply(|reply| reply.content = content)
    }

    /// The same expectation, with answers of another shape.
    #[must_use]
    pub fn read_as<R>(self) -> On<R> {
        let Self { fake, index, target, is_streamed, .. } = self;
        On { fake, index, target, is_streamed, shape: PhantomData }
    }

    /// Only requests whose query options are those of the position or template, in any order and however they are encoded.
    pub fn with_query(self) -> Self {
        self.change(|expectation| expectation.pattern.is_query_exact = true)
    }

    /// Only requests that have this query option, both as they are without percent-encoding.
    pub fn with_query_option(self, name: &str, value: &str) -> Self {
        self.change(|expectation| expectation.pattern.options.push((name.to_owned(), value.to_owned())))
    }

    /// Only requests whose body is that of the request that was given: equal as JSON, or byte for byte.
    pub fn with_body(self) -> Self {
        if self.is_streamed {
            return self.failing("the body of its request is a stream, which cannot be compared".to_owned());
        }
        self.change(|expectation| expectation.pattern.body = Some(expectation.pattern.own_body.clone()))
    }

    /// Only requests whose body is this value as JSON.
    pub fn with_json(self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.change(|expectation| expectation.pattern.body = Some(body.into())),
            Err(error) => self.failing(format!("the value cannot be written as JSON: {error}")),
        }
    }

    /// Only requests that have this header.
    pub fn with_header(self, name: &str, value: &str) -> Self {
        let header = (name.to_owned(), value.to_owned());
        self.change(|expectation| expectation.pattern.headers.push(header))
    }

    /// The answer is given to one request.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// The answer is given to so many requests. With 0, none is expected.
    pub fn times(self, times: usize) -> Self {
        self.change(|expectation| expectation.set_times(times))
    }

    /// Begins the answer to the request that comes next.
    pub fn then(self) -> Self {
        self.change(Expectation::begin_step)
    }

    /// Answers 204, without a body.
    pub fn no_content(self) -> Self {
        self.content(Content::Empty)
    }

    /// Answers with a value as JSON, as it is.
    pub fn json(self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.content(Content::Bytes(body.into(), JSON)),
            Err(error) => self.failing(format!("the answer cannot be written as JSON: {error}")),
        }
    }

    /// Answers with a text of the type `text/plain`. [`header`](Self::header) gives it another `Content-Type`.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.content(Content::Bytes(text.into().into(), "text/plain"))
    }

    /// Answers with bytes of this type.
    pub fn bytes(self, bytes: impl Into<Bytes>, content_type: &str) -> Self {
        self.content(Content::Untyped(bytes.into())).header("Content-Type", content_type)
    }

    /// Answers with bytes whose type is a header of its own.
    pub(super) fn untyped(self, bytes: Vec<u8>) -> Self {
        self.content(Content::Untyped(bytes.into()))
    }

    /// Answers with a stream of these pieces, whose length is not known beforehand.
    pub fn stream<B: Into<Bytes>>(self, pieces: impl IntoIterator<Item = B>) -> Self {
        self.content(Content::Pieces(pieces.into_iter().map(Into::into).collect()))
    }

    /// Answers with what a function makes of the request.
    pub fn respond(self, respond: impl Fn(&Asked) -> Response<Body> + Send + Sync + 'static) -> Self {
        self.content(Content::Function(std::sync::Arc::new(respond)))
    }

    /// The status of the answer. An error has a body with an error object of OData, unless another is given.
    pub fn status(self, status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => self.change_reply(|reply| reply.status = Some(status)),
            Err(_) => self.failing(format!("{status} is not a status of HTTP")),
        }
    }

    /// Answers with an error of this status, code and message, as OData writes it.
    pub fn error(self, status: u16, code: &str, message: &str) -> Self {
        let error = Some((code.to_owned(), message.to_owned()));
        self.change_reply(|reply| reply.error = error).status(status)
    }

    /// A header of the answer. It takes the place of one that is there by itself; said twice, both are sent.
    pub fn header(self, name: &str, value: &str) -> Self {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => self.change_reply(|reply| reply.headers.push((name, value))),
            _ => self.failing(format!("the header `{}` of its answer is not valid", name.escape_debug())),
        }
    }

    /// The header `Retry-After`: seconds, or a date.
    pub fn retry_after(self, value: &str) -> Self {
        self.header(header::RETRY_AFTER.as_str(), value)
    }

    /// The answer comes after this time on the [clock](FakeService::clock) of the service. With [`Duration::MAX`], it never comes.
    pub fn delay(self, delay: Duration) -> Self {
        self.change_reply(|reply| reply.delay = delay)
    }

    /// The body of the answer breaks off behind so many bytes.
    pub fn breaks_after(self, bytes: usize) -> Self {
        self.change_reply(|reply| reply.breaks_after = Some(bytes))
    }

    /// There is no connection to the service ([`TransportErrorKind::Connect`]).
    pub fn refused(self) -> Self {
        self.fails(TransportErrorKind::Connect)
    }

    /// The transport gives up because it took too long ([`TransportErrorKind::Timeout`]).
    pub fn timed_out(self) -> Self {
        self.fails(TransportErrorKind::Timeout)
    }

    /// The transport fails and brings no answer.
    pub fn fails(self, kind: TransportErrorKind) -> Self {
        self.change_reply(|reply| reply.failure = Some(kind))
    }
}

impl<S: Shape> On<S> {
    /// Answers with a value: JSON with what is set in it, or 204 for `()` and `None`.
    pub fn answer(self, value: impl Answer<S>) -> Self {
        match answer::body::<S, _>(value) {
            Ok(Some((body, content_type))) => self.content(Content::Bytes(body.into(), content_type)),
            Ok(None) => self.no_content(),
            Err(error) => self.failing(format!("the answer cannot be written as JSON: {error}")),
        }
    }
}

impl<T: Structured> On<T> {
    /// Answers that the entity was created: 201 with the entity, and with its address as `Location` where its key is set.
    pub fn created(self, entity: impl Into<Instance<T>>) -> Self {
        let entity = entity.into();
        let key = self.target.as_ref().and_then(|target| {
            let collection = target.address().ok()?;
            let address = entity.key_values().and(target.clone().by_instance(&entity).address().ok())?;
            without_query(&address).strip_prefix(without_query(&collection)).map(str::to_owned)
        });
        self.answer(entity).status(201).change_reply(|reply| reply.location = key)
    }
}

impl<E: Element> On<Many<E>> {
    /// Answers with a page of these items: structs or instances, or the values of a collection of values.
    pub fn page<A: Answer<E>>(self, items: impl IntoIterator<Item = A>) -> Self {
        let json = items.into_iter().map(|item| Ok(item.into_json()?.unwrap_or_else(|| "null".to_owned())));
        match json.collect::<Result<_, serde_json::Error>>() {
            Ok(items) => self.content(Content::Page(Page { items, ..Page::default() })),
            Err(error) => self.failing(format!("an item of the page cannot be written as JSON: {error}")),
        }
    }

    /// Answers with the first of these pages, and with the others behind its next link. Every page has to be read for the
    /// expectation to be met. What follows describes the last page.
    pub fn pages<A: Answer<E>, P: IntoIterator<Item = A>>(self, pages: impl IntoIterator<Item = P>) -> Self {
        let mut pages = pages.into_iter();
        let mut on = self.page(pages.next().into_iter().flatten());
        for page in pages {
            on = on.next_page().page(page);
        }
        on
    }

    /// Gives the page a next link, and goes on to what is expected there: another page, or a fault.
    pub fn next_page(self) -> Self {
        let expectations = self.fake.state().expectations.len();
        let mark = format!("{PAGE_MARK}{expectations}");
        let next = mark.clone();
        let on = self.change_page("next_page", |page| page.next = Some(next));
        let state = on.fake.state();
        let Some(path) = state.expectations.get(on.index).map(|first| first.pattern.path.clone()) else {
            drop(state);
            return on;
        };
        drop(state);
        let pattern = Pattern { page: Some(mark), ..Pattern::new(Method::GET, path) };
        on.fake.clone().expect(pattern, on.target, false)
    }

    /// The number of items in the whole collection, in the page.
    pub fn count(self, count: u64) -> Self {
        self.change_page("count", |page| page.count = Some(count))
    }

    /// The link under which later changes are found, in the page.
    pub fn delta_link(self, link: &str) -> Self {
        self.change_page("delta_link", |page| page.delta_link = Some(link.to_owned()))
    }

    fn change_page(self, method: &str, change: impl FnOnce(&mut Page)) -> Self {
        self.change(|expectation| match &mut expectation.reply().content {
            Content::Page(page) => change(page),
            _ => expectation.fail(format!("`{method}` comes before `page`: it is a part of a page")),
        })
    }
}

fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

impl<S> fmt::Debug for On<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.fake.state();
        let shown = state.expectations.get(self.index).map(|expectation| expectation.pattern.shown());
        f.debug_tuple("On").field(&shown.unwrap_or_default()).finish()
    }
}
