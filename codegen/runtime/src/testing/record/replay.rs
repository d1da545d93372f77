//! Replaying a recorded conversation.

use std::fmt;
use std::path::Path;

use http::{Method, Request, Response, Uri};

use super::super::fake::FakeService;
use super::super::pattern::Pattern;
use super::super::place::{Place, Template, decoded_query};
use super::super::redact;
use super::Bodies;
use super::file::{self, Exchange, RecordingError};
use crate::http::body::Body;
use crate::http::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::testing::Asked;
use crate::url::address::split_query;

/// A transport that answers from a file that a [`Recorder`](super::Recorder) wrote.
///
/// Each exchange of the file answers once, the first that fits: method, URL and body are those that were recorded, query options in
/// any order, JSON by its value, secrets left out of account. Another request fails with an error that compares it with the nearest
/// exchange.
///
/// Clones answer from the same conversation.
#[derive(Clone)]
pub struct Replay {
    fake: FakeService,
    bodies: Bodies,
}

impl Replay {
    /// Reads a recorded conversation.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not one that this release reads, or is damaged.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, RecordingError> {
        let fake = FakeService::new();
        for exchange in file::read(path.as_ref())? {
            expect(&fake, exchange);
        }
        Ok(Self { fake, bodies: Bodies::default() })
    }

    /// Compares bodies of requests as this function gives them: the one by which they were recorded.
    #[must_use]
    pub fn redact_bodies(mut self, redact: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        self.bodies = Bodies::by(redact);
        self
    }

    /// The requests so far. Secrets that are left out of account are left out of them too.
    #[must_use]
    pub fn requests(&self) -> Vec<Asked> {
        self.fake.requests()
    }

    /// The exchanges that were not asked for, a line each.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        self.fake.unused()
    }

    /// Holds that every exchange was asked for, and that every request has an answer.
    ///
    /// # Panics
    ///
    /// When it is not so; the message lists what is missing.
    #[track_caller]
    pub fn assert_done(&self) {
        self.fake.assert_done();
    }
}

/// Makes an exchange an expectation.
fn expect(fake: &FakeService, exchange: Exchange) {
    let Exchange { method, url, sent, status, received } = exchange;
    let parsed = Method::from_bytes(method.as_bytes());
    let is_valid = parsed.is_ok();
    let mut pattern = Pattern::new(parsed.unwrap_or_default(), Template::exact(&Place::of(&url, &[])));
    pattern.query = decoded_query(split_query(&url).1.unwrap_or_default());
    pattern.is_query_exact = true;
    pattern.body = Some(sent.body.into());
    let mut on = fake.expect::<()>(pattern, None, false).once().status(status);
    if !is_valid {
        on = on.failing(format!("`{}` is not a method of HTTP", method.escape_debug()));
    }
    on = on.untyped(received.body);
    for (name, value) in &received.headers {
        on = on.header(name, value);
    }
}

impl Transport for Replay {
    fn send(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (mut head, body) = request.into_parts();
            let body = self.bodies.redacted(&body.bytes(u64::MAX).await?);
            let redacted: Result<Uri, _> = redact::url(&head.uri.to_string()).try_into();
            if let Ok(url) = redacted {
                head.uri = url;
            }
            let taken = self.fake.take(head, body.into());
            let (asked, reply) =
                taken.map_err(|mismatch| TransportError::new(TransportErrorKind::Request, mismatch))?;
            reply.response(&asked)
        })
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Replay").field(&self.fake).finish()
    }
}
