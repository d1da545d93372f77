//! Recording a conversation.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, Request, Response};

use super::super::redact;
use super::Bodies;
use super::file::{self, Exchange, Message};
use crate::http::body::Body;
use crate::http::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};

/// The largest body that is recorded: 256 MiB.
const LIMIT: u64 = 256 << 20;

/// Headers that belong to one connection or one run, or speak of a body as it was compressed.
const PASSING: [&str; 15] = [
    "alt-svc",
    "client-request-id",
    "connection",
    "content-encoding",
    "content-length",
    "host",
    "keep-alive",
    "request-id",
    "strict-transport-security",
    "traceparent",
    "tracestate",
    "transfer-encoding",
    "user-agent",
    "x-ms-ags-diagnostic",
    "x-request-id",
];

/// A transport that writes down what another one carries, for [`Replay`](super::Replay).
///
/// After each exchange the file holds all exchanges so far, as JSON that can be read and compared. What was in the file before is
/// replaced. An exchange that brought no answer is not recorded.
///
/// Secrets do not reach the file:
/// - headers whose names say so, `Authorization` and cookies among them, are left out;
/// - the values of query options that are credentials (`sig`, `code`, `access_token`, `key` and the like) are replaced, also in URLs
///   within headers and JSON bodies. `$skiptoken` and `$deltatoken` stay: they say which page is meant;
/// - strings in JSON bodies that are passwords or tokens by the names of their members are replaced.
///
/// What else must not be kept is removed by [`redact_bodies`](Self::redact_bodies). Read the file before it is shared.
///
/// ```
/// use generated::runtime::{ClientBuilder, Service, Value};
/// use odata_runtime::testing::{FakeService, Recorder, Replay, block_on};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let file = std::env::temp_dir().join(format!("visitors-{}.json", std::process::id()));
/// let service = FakeService::new(); // in its place: ReqwestTransport::new()?
/// service.on_path("GET", "/visitors").json(&serde_json::json!({ "value": 42 }));
/// let builder = || ClientBuilder::new(Service::new("https://example.com/odata/"));
/// let client = builder().transport(Recorder::new(service, &file)).build()?;
/// block_on(client.at::<Value<i64>>("visitors"))?;
///
/// let replay = Replay::from_file(&file)?;
/// let client = builder().transport(replay.clone()).build()?;
/// assert_eq!(block_on(client.at::<Value<i64>>("visitors"))?, 42);
/// replay.assert_done();
/// # std::fs::remove_file(file)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Recorder {
    inner: Arc<dyn Transport>,
    path: PathBuf,
    bodies: Bodies,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl Recorder {
    /// Records what this transport carries to the file at this path.
    #[must_use]
    pub fn new(inner: impl Transport + 'static, path: impl Into<PathBuf>) -> Self {
        Self { inner: Arc::new(inner), path: path.into(), bodies: Bodies::default(), exchanges: Arc::default() }
    }

    /// Writes bodies as this function gives them, of requests and of responses. The client and the service get them as they are.
    #[must_use]
    pub fn redact_bodies(mut self, redact: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        self.bodies = Bodies::by(redact);
        self
    }

    fn record(&self, exchange: Exchange) -> Result<(), TransportError> {
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        exchanges.push(exchange);
        let written = file::write(&self.path, &exchanges);
        written.map_err(|error| TransportError::new(TransportErrorKind::Other, error))
    }

    fn message(&self, headers: &HeaderMap, body: &[u8]) -> Message {
        let mut kept = redact::headers(headers);
        // A date that is waited for is compared with the service's own.
        let is_date_needed = headers.contains_key(RETRY_AFTER);
        kept.retain(|(name, _)| !PASSING.contains(&name.as_str()) && (is_date_needed || name != DATE.as_str()));
        Message { headers: kept, body: self.bodies.redacted(body) }
    }
}

impl Transport for Recorder {
    fn send(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.bytes(LIMIT).await?;
            let (method, url) = (head.method.to_string(), redact::url(&head.uri.to_string()));
            let sent = self.message(&head.headers, &body);
            let response = self.inner.send(Request::from_parts(head, body.into())).await?;
            let (head, body) = response.into_parts();
            let body = body.bytes(LIMIT).await?;
            let received = self.message(&head.headers, &body);
            self.record(Exchange { method, url, sent, status: head.status.as_u16(), received })?;
            Ok(Response::from_parts(head, body.into()))
        })
    }

    fn built_for(&self, service_root: &str) {
        self.inner.built_for(service_root);
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("path", &self.path).finish_non_exhaustive()
    }
}
