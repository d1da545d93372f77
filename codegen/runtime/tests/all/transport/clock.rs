//! A clock that tests set, and peers that take their time.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::internal::{
    AccessToken, Body, BoxError, BoxFuture, ClientBuilder, Clock, Credential, Retry, Service, Transport, TransportError,
};
use crate::transport::support::ROOT;

pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// A clock that goes on by a second whenever something that waits is polled.
#[derive(Clone)]
pub(crate) struct Ticking(Arc<State>);

struct State {
    start: Instant,
    passed: Mutex<Duration>,
    /// How many timers were made.
    made: Mutex<usize>,
}

impl Ticking {
    pub(crate) fn new() -> Self {
        Self(Arc::new(State { start: Instant::now(), passed: Mutex::default(), made: Mutex::default() }))
    }

    /// The time since the beginning, in seconds.
    pub(crate) fn seconds(&self) -> u64 {
        self.0.passed.lock().unwrap().as_secs()
    }

    pub(crate) fn tick(&self, time: Duration) {
        *self.0.passed.lock().unwrap() += time;
    }

    /// How many timers were made.
    pub(crate) fn timers(&self) -> usize {
        *self.0.made.lock().unwrap()
    }

    /// How many timers there are now.
    pub(crate) fn running(&self) -> usize {
        Arc::strong_count(&self.0)
    }
}

impl Clock for Ticking {
    fn now(&self) -> Instant {
        self.0.start + *self.0.passed.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        *self.0.made.lock().unwrap() += 1;
        Box::pin(Sleep { end: self.now() + duration, clock: self.clone() })
    }
}

struct Sleep {
    end: Instant,
    clock: Ticking,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        self.clock.tick(SECOND);
        if self.clock.now() >= self.end { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// A transport that does what a function says.
pub(crate) struct Doing<F>(pub(crate) F);

impl<F, R> Transport for Doing<F>
where
    F: Fn(http::Request<Body>) -> R + Send + Sync,
    R: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
{
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin((self.0)(request))
    }
}

/// A builder with this clock and a transport that answers all requests with this status and body.
pub(crate) fn answering(
    clock: &Ticking,
    status: u16,
    body: impl Fn() -> Body + Send + Sync + 'static,
) -> ClientBuilder {
    builder(
        clock,
        Doing(move |_| {
            let mut response = http::Response::new(body());
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            std::future::ready(Ok(response))
        }),
    )
}

pub(crate) fn builder(clock: &Ticking, transport: impl Transport + 'static) -> ClientBuilder {
    ClientBuilder::new(Service::new(ROOT)).transport(transport).clock(clock.clone()).retry(Retry::none())
}

/// A body that never ends: a piece whenever so many polls have passed, where 0 means a piece at every poll.
pub(crate) struct Drip {
    pub(crate) piece: &'static [u8],
    pub(crate) pause: u32,
    pub(crate) left: u32,
}

impl Drip {
    pub(crate) fn body(piece: &'static [u8], pause: u32) -> Body {
        Body::stream(Self { piece, pause, left: pause }, None)
    }
}

impl Stream for Drip {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left > 0 {
            self.left -= 1;
            return Poll::Pending;
        }
        self.left = self.pause;
        Poll::Ready(Some(Ok(Bytes::from_static(self.piece))))
    }
}

/// A credential that never gives its token.
pub(crate) struct Hanging;

impl Credential for Hanging {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(std::future::pending())
    }
}
