//! Responses, and the future that brings them.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{ETAG, LOCATION};
use http::{HeaderMap, Method, StatusCode};

use crate::Shape;
use crate::http::fault::error::Error;
use crate::http::fault::exchange_error::RequestLine;
use crate::http::fault::response_error::ResponseError;
use crate::http::pipeline::retry_after::retry_after;
use crate::http::reply::{Reply, Source, entity_id, text_of};
use crate::http::transport::BoxFuture;
use crate::request::creation::create;
use crate::request::exchange::exchange;
use crate::request::outgoing::Outgoing;
use crate::url::address::Origin;
use crate::value::shape::Content;

/// A response of the service whose status tells success.
///
/// `send()` brings it: status, headers, and as [`body`](Self::body) an `Option` of what the request reads, which is `None` where
/// the service sent no body, or null.
///
/// ```
/// # async fn example(client: generated::Client) -> Result<(), odata_runtime::Error> {
/// let response = client.at::<odata_runtime::Value<i64>>("visitors").send().await?;
/// println!("{} {:?}", response.status, response.header("request-id"));
/// match response.body {
///     Some(count) => println!("{count} visitors"),
///     None if response.is_accepted() => println!("later, at {:?}", response.location()),
///     None => println!("nobody counted"),
/// }
/// # Ok(())
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     use odata_runtime::testing::{FakeService, block_on};
/// #     let fake = FakeService::new();
/// #     let client = fake.client(generated::Client::builder())?;
/// #     fake.on(client.at::<odata_runtime::Value<i64>>("visitors")).answer(42);
/// #     block_on(example(client))?;
/// #     fake.assert_done();
/// #     Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status: 2xx, or 404 of what is [optional](crate::Maybe).
    pub status: StatusCode,
    /// The headers, as the service sent them.
    pub headers: HeaderMap,
    /// The decoded body.
    pub body: T,
    foreign: Option<Box<Origin>>,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: T, foreign: Option<Box<Origin>>) -> Self {
        Self { status, headers, body, foreign }
    }

    /// The same head with another body.
    pub(crate) fn with_body<R>(self, change: impl FnOnce(T) -> R) -> Response<R> {
        let Self { status, headers, body, foreign } = self;
        Response { status, headers, body: change(body), foreign }
    }

    /// Scheme, host and port of the host that answered, if the service redirected the request to one that is not its own and
    /// not allowed ([`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host)), or an anonymous request went there.
    ///
    /// Links and entity tags from such a host are not the service's.
    #[must_use]
    pub fn foreign_host(&self) -> Option<String> {
        self.foreign.as_ref().map(ToString::to_string)
    }

    /// 202: the service has accepted the request and goes on working at it. [`location`](Self::location) is the URL of the
    /// status monitor then, if there is one, which may be on another host
    /// ([Protocol 11.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.status == StatusCode::ACCEPTED
    }

    /// How long the service asks to wait before its status monitor is asked, where it has [accepted](Self::is_accepted) the request:
    /// `Retry-After` in seconds, which may be decimal, or as a date by the service's own clock, and `retry-after-ms`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers, SystemTime::now)
    }

    /// The value of a header, if the response has it and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The entity tag of what was read, from the header `ETag`.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.headers.get(ETAG)?.to_str().ok()
    }

    /// The address of what was created, from the header `Location`; of what was [accepted](Self::is_accepted), that of its
    /// status monitor. As the service sent it, so it may be relative.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        text_of(self.headers.get(LOCATION)?)
    }

    /// The identity of what was created or changed where the response has no body, from the header `OData-EntityId`
    /// ([Protocol 8.3.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    #[must_use]
    pub fn entity_id(&self) -> Option<&str> {
        entity_id(&self.headers)
    }
}

/// Headers that may hold secrets, or URLs with a query, show as `Sensitive`.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// What `send()` finds in the body of a response: an `Option` of what the shape `S` reads.
pub type Sent<S> = <<S as Shape>::Optional as Shape>::Output;

/// The response to a request that is being awaited: sends it when it is first polled, and gives it up
/// when it is dropped.
#[must_use = "futures do nothing unless polled"]
pub struct ResponseFuture<S> {
    reply: BoxFuture<'static, Result<Reply, Error>>,
    shape: PhantomData<fn() -> S>,
}

impl<S> ResponseFuture<S> {
    pub(crate) fn new(outgoing: Result<Outgoing, Error>) -> Self {
        Self { reply: exchange(outgoing), shape: PhantomData }
    }

    /// The response that another exchange brings.
    pub(crate) fn of(reply: BoxFuture<'static, Result<Reply, Error>>) -> Self {
        Self { reply, shape: PhantomData }
    }

    /// The response to a request that creates an entity, which is read if the service does not send it.
    pub(crate) fn of_creation(outgoing: Result<Outgoing, Error>) -> Self {
        Self { reply: create(outgoing), shape: PhantomData }
    }

    /// The response to a request that has nothing to say, as if the service had answered 204.
    pub(crate) fn without_sending(outgoing: Result<Outgoing, Error>) -> Self {
        let reply = outgoing.map(nothing_to_do);
        Self { reply: Box::pin(std::future::ready(reply)), shape: PhantomData }
    }
}

/// The answer to a request that has nothing to say.
pub(crate) fn nothing_to_do(outgoing: Outgoing) -> Reply {
    Reply {
        request: RequestLine { method: outgoing.method, url: outgoing.url, attempts: 0, id: None },
        status: StatusCode::NO_CONTENT,
        headers: HeaderMap::new(),
        body: Bytes::new(),
        options: outgoing.client.inner.options,
        on_misfit: None,
        source: Source { foreign: None, anonymous: outgoing.anonymous, redact: outgoing.client.inner.redact },
        created: None,
    }
}

impl<S: Shape> ResponseFuture<S> {
    pub(crate) async fn with_head(self) -> Result<Response<Sent<S>>, Error> {
        response::<S>(self.reply.await)
    }
}

/// What a caller gets who sends.
pub(crate) fn response<S: Shape>(reply: Result<Reply, Error>) -> Result<Response<Sent<S>>, Error> {
    match reply {
        Ok(reply) => sent::<S::Optional>(reply),
        Err(Error::Service(error)) if error.is_own_not_found() && S::not_found().is_some() => {
            let Some(nothing) = S::Optional::not_found() else { return Err(Error::Service(error)) };
            let (status, headers) = error.into_head();
            Ok(Response::new(status, headers, nothing, None))
        }
        Err(error) => Err(error),
    }
}

/// What a caller gets who awaits.
pub(crate) fn output<S: Shape>(reply: Result<Reply, Error>) -> Result<S::Output, Error> {
    match reply {
        Ok(reply) => awaited::<S>(reply),
        Err(Error::Service(error)) if error.is_own_not_found() => S::not_found().ok_or(Error::Service(error)),
        Err(error) => Err(error),
    }
}

impl<S: Shape> Future for ResponseFuture<S> {
    type Output = Result<S::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(output::<S>(ready!(self.reply.as_mut().poll(cx))))
    }
}

impl<S> fmt::Debug for ResponseFuture<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// What a caller gets who awaits: a value, or why there is none.
pub(crate) fn awaited<S: Shape>(mut reply: Reply) -> Result<S::Output, Error> {
    let created = reply.created.take();
    let error = if reply.is_accepted() {
        match S::no_content() {
            // An update has no result but the entity, which a service need not send.
            Some(nothing) if S::CONTENT == Content::Nothing || is_update(&reply.request.method) => return Ok(nothing),
            _ => ResponseError::accepted(reply, S::CONTENT),
        }
    } else if reply.lacks(S::CONTENT) {
        match S::no_content() {
            Some(nothing) => return Ok(nothing),
            None => ResponseError::empty(reply, S::CONTENT),
        }
    } else {
        match reply.decode::<S>() {
            Ok(value) => return Ok(value),
            Err(error) => ResponseError::new(reply, error),
        }
    };
    Err(match created {
        Some(created) => ResponseError::unread(*created, error.into()),
        None => error,
    }
    .into())
}

/// What a caller gets who sends: an answer with or without a value, read by a shape that may be nothing.
fn sent<S: Shape>(reply: Reply) -> Result<Response<S::Output>, Error> {
    let body = match S::no_content() {
        Some(nothing) if reply.lacks(S::CONTENT) => Ok(nothing),
        _ => reply.decode::<S>(),
    };
    match body {
        Ok(body) => Ok(Response::new(reply.status, reply.headers, body, reply.source.foreign)),
        // What comes with an answer that something goes on may be anything.
        Err(_) if reply.is_accepted() => Err(ResponseError::accepted(reply, S::CONTENT).into()),
        Err(error) => Err(ResponseError::new(reply, error).into()),
    }
}

fn is_update(method: &Method) -> bool {
    matches!(*method, Method::PATCH | Method::PUT | Method::DELETE)
}
