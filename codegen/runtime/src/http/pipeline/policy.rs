//! Policies of the caller's own.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, Method, Uri};

use super::call::Call;
use super::redirects::hop;
use super::repeatable;
use super::template::Template;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::transport::{BoxError, BoxFuture};

/// A step of the caller's own between requests and the transport: to log, to count, to add headers, to answer from a cache.
///
/// There are two places for it. [`ClientBuilder::call_policy`](crate::ClientBuilder::call_policy) is around a whole call: it runs once,
/// before retries and redirects. [`ClientBuilder::policy`](crate::ClientBuilder::policy) is around everything that is sent: each attempt,
/// and each redirect. The latter has its counterpart for one request ([`Request::with_policy`](crate::Request::with_policy)); the client's run first, in
/// the order in which they were added.
///
/// A policy never sees the credential, which is added behind it and only where the host is trusted with it. It can change headers
/// and body; method and URL stay what they are.
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use generated::ClientBuilder;
/// use odata_runtime::{Body, BoxFuture, Error, Next, Policy, PolicyRequest, Service, http};
///
/// /// Counts what is sent again.
/// #[derive(Default)]
/// struct Repeated(AtomicU32);
///
/// impl Policy for Repeated {
///     fn send<'a>(
///         &'a self,
///         request: PolicyRequest,
///         mut next: Next<'a>,
///     ) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
///         Box::pin(async move {
///             if request.attempt() > 1 {
///                 self.0.fetch_add(1, Ordering::Relaxed);
///             }
///             next.send(request).await
///         })
///     }
/// }
///
/// let client = ClientBuilder::new(Service::new("https://example.com/odata/")).policy(Repeated::default()).build()?;
/// # Ok::<(), Error>(())
/// ```
pub trait Policy: Send + Sync {
    /// Gives the response to a request, mostly by sending it on to what comes next.
    ///
    /// # Errors
    ///
    /// Those of what comes next, or [`PolicyError`] for a reason of the policy's own.
    fn send<'a>(&'a self, request: PolicyRequest, next: Next<'a>)
    -> BoxFuture<'a, Result<http::Response<Body>, Error>>;
}

impl<P: Policy + ?Sized> Policy for Arc<P> {
    fn send<'a>(
        &'a self,
        request: PolicyRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
        (**self).send(request, next)
    }
}

/// Where a policy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Around a whole call.
    Call,
    /// Around everything that is sent.
    Attempt,
}

/// What comes behind a policy: further policies, and the transport in the end.
pub struct Next<'a> {
    call: &'a mut Call,
    place: Place,
    /// How many policies of the place are before it.
    passed: usize,
}

impl Next<'_> {
    /// Sends the request on. A policy may do so several times ([`PolicyRequest::try_clone`]), or not at all.
    ///
    /// # Errors
    ///
    /// See [`Error`]. A response with an error status is not an error here.
    pub async fn send(&mut self, request: PolicyRequest) -> Result<http::Response<Body>, Error> {
        through(self.call, self.place, self.passed, request).await
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").field("place", &self.place).field("passed", &self.passed).finish_non_exhaustive()
    }
}

/// Sends a request through the policies of a place, but for the first so many, and through what is behind them.
pub(super) fn through(
    call: &mut Call,
    place: Place,
    passed: usize,
    mut request: PolicyRequest,
) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
    Box::pin(async move {
        match (call.policy(place, passed), place) {
            (Some(policy), _) => policy.send(request, Next { call, place, passed: passed + 1 }).await,
            (None, Place::Call) => repeatable::send(call, &mut request).await,
            (None, Place::Attempt) => hop(call, &mut request).await,
        }
    })
}

/// A request as a policy sees it.
///
/// `Debug` shows neither the query nor headers.
pub struct PolicyRequest {
    pub(super) method: Method,
    pub(super) url: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    pub(super) attempt: u32,
    pub(super) template: Template,
    pub(super) root: Uri,
}

impl PolicyRequest {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The absolute URL, query included, which may hold secrets.
    #[must_use]
    pub fn url(&self) -> &Uri {
        &self.url
    }

    /// The path below the service root with names in place of values, `/users/{id}/messages`: what logs and metrics can group by. `None`
    /// for links of the service and for paths that were given as text.
    ///
    /// Pages have the template of the first one. After a redirect it is still that of the request.
    #[must_use]
    pub fn url_template(&self) -> Option<String> {
        self.template.path(&self.url, &self.root)
    }

    /// The name of the function or action that is called, as the URL has it.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.template.operation(&self.url)
    }

    /// Which attempt this is: 1 for the first. A request that follows a redirect belongs to the attempt before it.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The headers. A call policy sees those of the caller; a policy around an attempt sees all but the credential's.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The body, to be changed.
    pub fn body_mut(&mut self) -> &mut Body {
        &mut self.body
    }

    /// The same request once more, if its body is in memory.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        let body = self.body.as_bytes()?.clone().into();
        Some(Self {
            method: self.method.clone(),
            url: self.url.clone(),
            headers: self.headers.clone(),
            body,
            attempt: self.attempt,
            template: self.template.clone(),
            root: self.root.clone(),
        })
    }
}

impl fmt::Debug for PolicyRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PolicyRequest")
            .field("method", &self.method)
            .field("url_template", &self.url_template())
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// Why a policy of the caller's did not let a request through.
#[derive(Debug)]
pub struct PolicyError {
    source: BoxError,
}

impl PolicyError {
    /// An error of a policy with the error that caused it, or a text.
    #[must_use]
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self { source: source.into() }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a policy did not let the request through")
    }
}

impl std::error::Error for PolicyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
