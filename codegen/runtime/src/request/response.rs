//! Responses, and the future that brings them.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::{ETAG, LOCATION};
use http::{HeaderMap, StatusCode};

use super::exchange::exchange;
use super::target::Outgoing;
use crate::Shape;
use crate::http::error::{Error, RequestLine, ResponseError};
use crate::http::reply::{Reply, Source};
use crate::http::transport::BoxFuture;
use crate::url::address::Origin;

/// A response of the service whose status tells success.
///
/// ```no_run
/// # async fn example(client: generated::Client) -> Result<(), odata_runtime::Error> {
/// let response = client.at::<odata_runtime::Nothing>("ping").send().await?;
/// println!("{} {:?}", response.status, response.header("request-id"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status: 2xx.
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

    /// Scheme, host and port of the host that answered, if the service redirected the request to one that is not its own and
    /// not allowed ([`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host)), or an anonymous request went there.
    ///
    /// Links and entity tags from such a host are not the service's.
    #[must_use]
    pub fn foreign_host(&self) -> Option<String> {
        self.foreign.as_ref().map(ToString::to_string)
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

    /// The address of what was created, from the header `Location`.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
    }

    /// The identity of what was created or changed where the response has no body, from the header `OData-EntityId`
    /// ([Protocol 8.3.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    #[must_use]
    pub fn entity_id(&self) -> Option<&str> {
        self.header("OData-EntityId").or_else(|| self.header("EntityId"))
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

    /// The response to a request that has nothing to say, as if the service had answered 204.
    pub(crate) fn without_sending(outgoing: Result<Outgoing, Error>) -> Self {
        let reply = outgoing.map(|outgoing| Reply {
            request: RequestLine { method: outgoing.method, url: outgoing.url },
            status: StatusCode::NO_CONTENT,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            options: outgoing.client.inner.options,
            source: Source { foreign: None, redact: outgoing.client.inner.redact },
        });
        Self { reply: Box::pin(std::future::ready(reply)), shape: PhantomData }
    }
}

impl<S: Shape> ResponseFuture<S> {
    pub(crate) async fn with_head(self) -> Result<Response<S::Output>, Error> {
        decode::<S>(self.reply.await?)
    }
}

impl<S: Shape> Future for ResponseFuture<S> {
    type Output = Result<S::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(self.reply.as_mut().poll(cx));
        Poll::Ready(reply.and_then(|reply| Ok(decode::<S>(reply)?.body)))
    }
}

impl<S> fmt::Debug for ResponseFuture<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

fn decode<S: Shape>(reply: Reply) -> Result<Response<S::Output>, Error> {
    let empty = reply.body.is_empty() || reply.status == StatusCode::NO_CONTENT;
    let decoded = match S::no_content() {
        Some(nothing) if empty => Ok(nothing),
        _ => S::decode_with(&reply.body, reply.options),
    };
    match decoded {
        Ok(body) => Ok(Response::new(reply.status, reply.headers, body, reply.source.foreign)),
        Err(error) => Err(ResponseError::new(reply, error).into()),
    }
}
