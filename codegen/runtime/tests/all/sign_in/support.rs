//! A credential that notes what it is asked for, a clock that tests set, and tasks that tests poll.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::internal::{
    AccessToken, BoxError, BoxFuture, Client, ClientBuilder, Clock, Credential, Error, Nothing, TokenRequest,
    TransportError,
};
use crate::transport::support::{Answer, Fake};

pub(super) const SECOND: Duration = Duration::from_secs(1);

/// A clock with both times, each of which a test sets.
#[derive(Clone)]
pub(super) struct SetClock(Arc<Mutex<(Instant, SystemTime)>>);

impl SetClock {
    pub(super) fn new() -> Self {
        let day = SystemTime::UNIX_EPOCH + 1_000_000_000 * SECOND;
        Self(Arc::new(Mutex::new((Instant::now(), day))))
    }

    /// Lets so many seconds pass.
    pub(super) fn pass(&self, seconds: u32) {
        let mut times = self.0.lock().unwrap();
        times.0 += seconds * SECOND;
        times.1 += seconds * SECOND;
    }

    /// Lets so many seconds pass of which the time of day knows nothing, or that only it knows of.
    pub(super) fn pass_without(&self, monotonic: u32, day: u32) {
        let mut times = self.0.lock().unwrap();
        times.0 += monotonic * SECOND;
        times.1 += day * SECOND;
    }

    /// Sets the time of day.
    pub(super) fn set(&self, day: SystemTime) {
        self.0.lock().unwrap().1 = day;
    }
}

impl Clock for SetClock {
    fn now(&self) -> Instant {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn system_time(&self) -> SystemTime {
        self.0.lock().unwrap().1
    }
}

/// What a credential gives for its so many-th request.
type Give = dyn Fn(usize, &TokenRequest) -> Result<AccessToken, BoxError> + Send + Sync;

/// A credential that gives tokens by a function, and waits first while its gate is closed.
#[derive(Clone)]
pub(super) struct Source(Arc<Inner>);

struct Inner {
    give: Box<Give>,
    asked: Mutex<Vec<TokenRequest>>,
    is_closed: AtomicBool,
    waiting: Mutex<VecDeque<Waker>>,
}

impl Source {
    pub(super) fn new(
        give: impl Fn(usize, &TokenRequest) -> Result<AccessToken, BoxError> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner {
            give: Box::new(give),
            asked: Mutex::default(),
            is_closed: AtomicBool::new(false),
            waiting: Mutex::default(),
        }))
    }

    /// The tokens `t1`, `t2` and so on, each valid for so many seconds.
    pub(super) fn numbered(seconds: u64) -> Self {
        Self::new(move |number, _| Ok(AccessToken::new(format!("t{number}")).expires_in(Duration::from_secs(seconds))))
    }

    pub(super) fn close(&self) {
        self.0.is_closed.store(true, Ordering::SeqCst);
    }

    pub(super) fn open(&self) {
        self.0.is_closed.store(false, Ordering::SeqCst);
        self.0.waiting.lock().unwrap().drain(..).for_each(Waker::wake);
    }

    /// What it was asked for so far.
    pub(super) fn asked(&self) -> Vec<TokenRequest> {
        self.0.asked.lock().unwrap().clone()
    }

    /// The claims that it was asked for so far.
    pub(super) fn claims(&self) -> Vec<Option<String>> {
        self.asked().iter().map(|request| request.claims().map(str::to_owned)).collect()
    }
}

impl Credential for Source {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        let number = {
            let mut asked = self.0.asked.lock().unwrap();
            asked.push(request.clone());
            asked.len()
        };
        Box::pin(std::future::poll_fn(move |cx| {
            if self.0.is_closed.load(Ordering::SeqCst) {
                self.0.waiting.lock().unwrap().push_back(cx.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready((self.0.give)(number, request))
        }))
    }
}

/// A future that a test polls, and whether it was woken since.
pub(super) struct Task<T> {
    future: BoxFuture<'static, T>,
    pub(super) flag: Arc<Flag>,
}

pub(super) struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl<T> Task<T> {
    pub(super) fn new(future: impl IntoFuture<IntoFuture: Send + 'static, Output = T>) -> Self {
        Self { future: Box::pin(future.into_future()), flag: Arc::new(Flag(AtomicBool::new(true))) }
    }

    pub(super) fn is_woken(&self) -> bool {
        self.flag.0.load(Ordering::SeqCst)
    }

    /// Polls as an executor does: only if it was woken.
    pub(super) fn poll(&mut self) -> Option<T> {
        if !self.flag.0.swap(false, Ordering::SeqCst) {
            return None;
        }
        let waker = Waker::from(Arc::clone(&self.flag));
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }
}

/// A body that is a stream of one piece.
pub(super) struct OnePiece(pub(super) Option<Bytes>);

impl Stream for OnePiece {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// A fake that answers so many requests with 204.
pub(super) fn fake(answers: usize) -> Fake {
    Fake::new((0..answers).map(|_| Answer(204, &[], "")))
}

pub(super) fn builder(fake: &Fake, source: &Source, clock: &SetClock) -> ClientBuilder {
    fake.builder().credential(source.clone()).clock(clock.clone())
}

/// Tasks that each send a request.
pub(super) fn tasks(client: &Client, number: usize) -> Vec<Task<Result<(), Error>>> {
    (0..number).map(|_| Task::new(client.at::<Nothing>("x"))).collect()
}

/// The tokens of the requests so far.
pub(super) fn tokens(fake: &Fake) -> Vec<String> {
    let token = |request: String| {
        let line = request.lines().find_map(|line| line.strip_prefix("authorization: Bearer "));
        line.unwrap_or("none").to_owned()
    };
    fake.requests().into_iter().map(token).collect()
}
