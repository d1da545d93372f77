//! The default transport: reqwest.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::Uri;
use http_body::Frame;
use reqwest::Url;

use super::body::Body;
use super::deadline::CONNECT_TIMEOUT;
use super::gzip::{EXPANSION_LIMIT, Offer};
use super::tls;
use super::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::url::address::Origin;

/// The transport of the feature `reqwest`: HTTP/1.1 and HTTP/2, TLS with the platform's trusted certificates, gzip, the
/// system's proxies.
///
/// TLS is that of the feature: `reqwest` and `rustls-aws-lc` are rustls over aws-lc-rs, `rustls-ring` is rustls over ring, and
/// `native-tls` is the system's own. What other packages have reqwest compiled with does not change that.
///
/// Connecting may take 30 seconds; [`configured`](Self::configured) changes this and whatever else reqwest lets one set. All
/// other time limits are those of the `Client`, which hold with every transport.
///
/// reqwest reads URLs by the URL standard, which writes `'` in a query as `%27`; services decode both alike,
/// so that is let through. A request that it would change in any other way (such as `%2e%2e`, which it
/// folds) fails before it is sent.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    expansion: u32,
}

impl ReqwestTransport {
    /// The transport with its default settings.
    ///
    /// # Errors
    ///
    /// When the system's certificates cannot be read.
    pub fn new() -> Result<Self, TransportError> {
        Self::configured(|builder| builder)
    }

    /// The transport with its default settings, changed: for proxies, certificates and connections of one's own.
    ///
    /// ```
    /// use odata_runtime::ReqwestTransport;
    ///
    /// let transport = ReqwestTransport::configured(|builder| builder.no_proxy())?;
    /// # Ok::<(), odata_runtime::TransportError>(())
    /// ```
    ///
    /// With the feature `rustls-ring`, certificates and other settings of TLS have an effect only where the process has a default
    /// provider, as by `rustls::crypto::ring::default_provider().install_default()`.
    ///
    /// Whatever is set, reqwest follows no redirects: that is the business of `Client`, which keeps the
    /// credential from other hosts.
    ///
    /// # Errors
    ///
    /// When the system's certificates cannot be read, or a setting does not fit.
    pub fn configured(
        change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, TransportError> {
        let client = tls::choose(reqwest::Client::builder()).and_then(|builder| {
            let builder = change(builder.connect_timeout(CONNECT_TIMEOUT))
                .redirect(reqwest::redirect::Policy::none())
                .referer(false);
            let builder = builder.no_gzip().no_brotli().no_zstd().no_deflate();
            Ok(builder.build()?)
        });
        match client {
            Ok(client) => Ok(Self::with_client(client)),
            Err(error) => Err(TransportError::new(TransportErrorKind::Other, error)),
        }
    }

    /// The transport with a client of the caller's.
    ///
    /// Build it with [`reqwest::redirect::Policy::none`]: redirects are the business of `Client`,
    /// which keeps the credential from other hosts; an answer to which reqwest was redirected is an error. Leave reqwest's own
    /// decompression off ([`reqwest::ClientBuilder::no_gzip`] and its like, where those features of reqwest are on): what it
    /// decodes, [`Self::expansion_limit`] does not see.
    #[must_use]
    pub fn with_client(client: reqwest::Client) -> Self {
        Self { client, expansion: EXPANSION_LIMIT }
    }

    /// How many times its compressed size the body of a response may have; 200 by default, and 1 MiB in any case. A larger one
    /// is an error, whether it is decoded or downloaded: gzip can make 1,000 bytes of one, and the answers of services stay below 30.
    ///
    /// ```no_run
    /// use generated::ClientBuilder;
    /// use odata_runtime::{ReqwestTransport, Service};
    ///
    /// let transport = ReqwestTransport::new()?.expansion_limit(50);
    /// let client = ClientBuilder::new(Service::new("https://example.com/odata/")).transport(transport).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn expansion_limit(mut self, times: u32) -> Self {
        self.expansion = times;
        self
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (mut head, body) = request.into_parts();
            let offer = Offer::in_headers(&mut head.headers, &head.method);
            let mut request = reqwest::Request::new(head.method, exact_url(&head.uri)?);
            *request.headers_mut() = head.headers;
            if !body.is_empty() {
                *request.body_mut() = Some(outgoing(body));
            }
            let url = request.url().clone();
            let response = self.client.execute(request).await.map_err(failed)?;
            if *response.url() != url {
                let reason = "the `reqwest::Client` has followed a redirect: build it with `redirect::Policy::none()`";
                return Err(TransportError::new(TransportErrorKind::Other, reason));
            }
            let response: http::Response<reqwest::Body> = response.into();
            Ok(offer.decode(response.map(incoming), self.expansion))
        })
    }
}

/// The URL under which reqwest requests exactly `uri`.
fn exact_url(uri: &Uri) -> Result<Url, TransportError> {
    let refuse = |reason: String| TransportError::new(TransportErrorKind::Request, reason);
    let url = Url::parse(&uri.to_string()).map_err(|error| refuse(error.to_string()))?;
    let change =
        |part: &str, to: &str| refuse(format!("the {part} of the URL would be sent as `{to}`, which is not the same"));
    if origin_of(&url) != Origin::of(uri) {
        return Err(change("host", url.host_str().unwrap_or_default()));
    }
    if url.path() != uri.path() {
        return Err(change("path", url.path()));
    }
    let same = |ours: &str, theirs: &str| ours == theirs || ours.replace('\'', "%27") == theirs;
    match (uri.query(), url.query()) {
        (None, None) => Ok(url),
        (Some(ours), Some(theirs)) if same(ours, theirs) => Ok(url),
        // The text may hold what only the service should see.
        _ => Err(change("query", "…")),
    }
}

/// The origin that the URL standard sees in a URL.
fn origin_of(url: &Url) -> Option<Origin> {
    Origin::of_parts(url.scheme(), url.host_str()?, url.port())
}

fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap(Outgoing { length: body.len(), body: Mutex::new(body) }),
    }
}

fn incoming(body: reqwest::Body) -> Body {
    let length = http_body::Body::size_hint(&body).exact();
    Body::stream(Incoming(body), length)
}

/// A body of ours as hyper's stack reads it, which asks for `Sync`; the lock is never taken.
struct Outgoing {
    body: Mutex<Body>,
    length: Option<u64>,
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_next(cx).map_ok(Frame::data)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.length.map_or_else(http_body::SizeHint::default, http_body::SizeHint::with_exact)
    }
}

/// The chunks of a body of reqwest's; trailers are passed over.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match http_body::Body::poll_frame(Pin::new(&mut self.0), cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(failed(error)))),
                Poll::Ready(Some(Ok(frame))) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}
