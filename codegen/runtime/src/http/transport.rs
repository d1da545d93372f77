//! The border between the client and whatever carries its HTTP requests.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::body::Body;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error that may move between threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What carries one HTTP request to a server and its response back.
///
/// A transport sends the request target exactly as it stands in the request's URI, or fails; it adds no
/// `Authorization`, and it does not follow redirects: the client does both. The feature `reqwest` (on by
/// default) brings `ReqwestTransport`; tests and other HTTP stacks implement this trait.
///
/// ```
/// use generated::ClientBuilder;
/// use odata_runtime::{Body, BoxFuture, Service, Transport, TransportError};
///
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         assert_eq!(request.uri().path(), "/odata/status");
///         Box::pin(std::future::ready(Ok(http::Response::new(Body::from("{}")))))
///     }
/// }
///
/// let client = ClientBuilder::new(Service::new("https://example.com/odata/")).transport(Canned).build()?;
/// # Ok::<(), odata_runtime::Error>(())
/// ```
pub trait Transport: Send + Sync {
    /// Sends `request` and resolves when the head of the response is there; its body may still be under way.
    ///
    /// Dropping the future gives up the request and leaves nothing running: so does the client when a time limit is reached.
    ///
    /// # Errors
    ///
    /// When no response came. A response with an error status is not an error here.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// A client with this service root, which ends in `/`, was built with this transport. Test doubles learn from it what the
    /// paths of requests begin with; others need not know.
    fn built_for(&self, service_root: &str) {
        _ = service_root;
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn built_for(&self, service_root: &str) {
        (**self).built_for(service_root);
    }
}

/// Why a [`Transport`] brought no response, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// What a transport was doing when it failed; tells whether the service can have seen the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request cannot be sent by this transport as it is; nothing was sent.
    Request,
    /// No connection to the host; nothing was sent.
    Connect,
    /// A limit of time was exceeded.
    Timeout,
    /// A body broke off.
    Body,
    /// A body was larger than the client accepts, or in an encoding that it has not asked for.
    Refused,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of this kind with the error that caused it.
    #[must_use]
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// The error that caused it.
    #[cfg(feature = "tokio")]
    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }

    /// What the transport was doing.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Request => "the transport cannot send this request",
            TransportErrorKind::Connect => "no connection to the host",
            TransportErrorKind::Timeout => "a time limit was exceeded",
            TransportErrorKind::Body => "the body could not be transferred",
            TransportErrorKind::Refused => "the client does not accept the body",
            TransportErrorKind::Other => "the exchange failed",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
