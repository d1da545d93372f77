//! A transport that plays a script, and a clock that skips whatever is waited for.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;

use crate::runtime::internal::{
    Body, BoxFuture, Client, ClientBuilder, Clock, Service, StaticToken, Transport, TransportError, TransportErrorKind,
};
use crate::transport::support::ROOT;

/// What comes of one request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    /// A status, headers and a body.
    Answer(u16, &'static [(&'static str, &'static str)], &'static str),
    Fails(TransportErrorKind),
    /// A success whose body breaks off.
    Breaks,
    /// Nothing ever comes.
    Hangs,
}

pub(super) const OK: Outcome = Outcome::Answer(200, &[], r#"{"value":7}"#);

pub(super) fn status(status: u16) -> Outcome {
    Outcome::Answer(status, &[], "")
}

/// A request as it came to the transport.
pub(super) struct Seen {
    pub(super) line: String,
    pub(super) headers: http::HeaderMap,
    /// When it came, from the beginning of the test.
    pub(super) at: Duration,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// The script, with the time in it.
#[derive(Clone)]
pub(super) struct Script(Arc<State>);

struct State {
    outcomes: Mutex<VecDeque<Outcome>>,
    /// What comes when the script is over.
    last: Outcome,
    seen: Mutex<Vec<Seen>>,
    began: Instant,
    passed: Mutex<Duration>,
}

impl Script {
    /// Plays these outcomes, and the last one for ever.
    pub(super) fn new(outcomes: &[Outcome]) -> Self {
        Self(Arc::new(State {
            outcomes: Mutex::new(outcomes.iter().copied().collect()),
            last: *outcomes.last().unwrap(),
            seen: Mutex::default(),
            began: Instant::now(),
            passed: Mutex::default(),
        }))
    }

    pub(super) fn builder(&self) -> ClientBuilder {
        self.builder_of(Service::new(ROOT))
    }

    pub(super) fn builder_of(&self, service: Service) -> ClientBuilder {
        let builder = ClientBuilder::new(service).credential(StaticToken::new("secret"));
        builder.transport(self.clone()).clock(self.clone())
    }

    pub(super) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.0.seen.lock().unwrap())
    }

    /// How often something was sent.
    pub(super) fn count(&self) -> usize {
        self.seen().len()
    }

    pub(super) fn passed(&self) -> Duration {
        *self.0.passed.lock().unwrap()
    }
}

impl Clock for Script {
    fn now(&self) -> Instant {
        self.0.began + self.passed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let state = Arc::clone(&self.0);
        Box::pin(async move {
            *state.passed.lock().unwrap() += duration;
        })
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) + self.passed()
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let line = format!("{} {}", request.method(), request.uri()).replace(ROOT, "/");
        self.0.seen.lock().unwrap().push(Seen { line, headers: request.headers().clone(), at: self.passed() });
        let outcome = self.0.outcomes.lock().unwrap().pop_front().unwrap_or(self.0.last);
        Box::pin(async move {
            match outcome {
                Outcome::Answer(status, headers, body) => {
                    let mut response = http::Response::builder().status(status);
                    for (name, value) in headers {
                        response = response.header(*name, *value);
                    }
                    Ok(response.body(Body::from(body)).unwrap())
                }
                Outcome::Fails(kind) => Err(TransportError::new(kind, "as the script says")),
                Outcome::Breaks => Ok(http::Response::new(Body::stream(Broken(0), None))),
                Outcome::Hangs => std::future::pending().await,
            }
        })
    }
}

/// A body of one piece and an error.
struct Broken(u8);

impl futures_core::Stream for Broken {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0 += 1;
        std::task::Poll::Ready(Some(match self.0 {
            1 => Ok(Bytes::from_static(b"{\"value\"")),
            _ => Err(TransportError::new(TransportErrorKind::Body, "reset")),
        }))
    }
}
