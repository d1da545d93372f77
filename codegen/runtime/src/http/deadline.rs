//! The time that a call and its parts may take, whatever carries it.

use std::fmt;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;

use super::body::{Body, Gathered};
use super::clock::Clock;
use super::transport::{BoxFuture, TransportError, TransportErrorKind};

/// How long a call and its parts may take. [`Duration::MAX`] switches the limit off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// All of a call, from its start to the last byte of its answer.
    pub(crate) call: Duration,
    /// One attempt of it, redirects and body included.
    pub(crate) attempt: Duration,
    /// From sending a request to the head of its response.
    pub(crate) response: Duration,
    /// Between two pieces of a body.
    pub(crate) idle: Duration,
}

impl Limits {
    pub(crate) const DEFAULT: Self = Self {
        call: Duration::from_secs(600),
        attempt: Duration::MAX,
        response: Duration::from_secs(120),
        idle: Duration::from_secs(60),
    };
}

/// How long the default transport may take to connect, unless the caller says otherwise.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);

/// How long the body of an error response is read at most: what has come then says enough.
const ERROR_BODY_TIME: Duration = Duration::from_secs(10);

/// A part of a call that has a limit of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Call,
    Attempt,
    Response,
    Pause,
}

/// A limit of time was exceeded.
#[derive(Debug)]
pub(crate) struct Elapsed {
    part: Part,
    limit: Duration,
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, setting) = match self.part {
            Part::Call => ("the call did not end", "timeout"),
            Part::Attempt => ("the attempt did not end", "attempt_timeout"),
            Part::Response => ("no response began", "response_timeout"),
            Part::Pause => ("no more of the body came", "idle_timeout"),
        };
        write!(f, "{what} within {:?}; `ClientBuilder::{setting}` sets this limit", self.limit)
    }
}

impl std::error::Error for Elapsed {}

impl From<Elapsed> for TransportError {
    fn from(elapsed: Elapsed) -> Self {
        Self::new(TransportErrorKind::Timeout, elapsed)
    }
}

/// Watches over the time of one call.
///
/// It has one timer, which is made when the call first has to wait. A timer that ends before the present deadline is
/// set again, so that progress costs no timer.
pub(crate) struct Watch {
    clock: Option<Arc<dyn Clock>>,
    limits: Limits,
    /// When the call began, or the last piece of its body was taken.
    sent: Sent,
    /// When the present attempt began, if there is one.
    attempt: Option<Instant>,
    timer: Option<Timer>,
}

struct Timer {
    end: Instant,
    sleep: BoxFuture<'static, ()>,
}

/// When the last piece of a request's body was taken; until then, when the call began.
enum Sent {
    Never,
    At(Instant),
    Shared(Arc<Mutex<Instant>>),
}

impl Sent {
    fn last(&self) -> Option<Instant> {
        match self {
            Self::Never => None,
            Self::At(moment) => Some(*moment),
            Self::Shared(moment) => Some(*moment.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

impl Watch {
    /// Begins a call. Without a clock nothing has a limit.
    pub(crate) fn new(clock: Option<&Arc<dyn Clock>>, limits: Limits) -> Self {
        let sent = clock.map_or(Sent::Never, |clock| Sent::At(clock.now()));
        Self { clock: clock.cloned(), limits, sent, attempt: None, timer: None }
    }

    /// What the future gives, if it does so before the part of the call, and the call, are over.
    pub(crate) async fn within<F: Future>(&mut self, part: Part, future: F) -> Result<F::Output, Elapsed> {
        let mut future = pin!(future);
        let started = self.now();
        let poll = |cx: &mut Context<'_>| match future.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => self.poll_elapsed(part, started, cx).map(Err),
        };
        std::future::poll_fn(poll).await
    }

    fn now(&self) -> Option<Instant> {
        self.clock.as_ref().map(|clock| clock.now())
    }

    /// Resolves when the part that began at this moment, or the call, has taken too long.
    fn poll_elapsed(&mut self, part: Part, started: Option<Instant>, cx: &mut Context<'_>) -> Poll<Elapsed> {
        let Some(clock) = &self.clock else { return Poll::Pending };
        loop {
            let Some((end, elapsed)) = self.deadline(part, started) else { return Poll::Pending };
            let timer = match &mut self.timer {
                Some(timer) if timer.end <= end => timer,
                timer => {
                    let left = end.saturating_duration_since(clock.now());
                    timer.insert(Timer { end, sleep: clock.sleep(left) })
                }
            };
            ready!(timer.sleep.as_mut().poll(cx));
            let ended = timer.end;
            self.timer = None;
            if ended == end {
                return Poll::Ready(elapsed);
            }
        }
    }

    /// The nearest of the ends of a part, of the attempt and of the call.
    fn deadline(&self, part: Part, started: Option<Instant>) -> Option<(Instant, Elapsed)> {
        let mut nearest = self.end_of(part, started);
        for around in [Part::Attempt, Part::Call] {
            match (&nearest, self.end_of(around, started)) {
                (Some((end, _)), Some(other)) if other.0 < *end => nearest = Some(other),
                (None, other) => nearest = other,
                _ => {}
            }
        }
        nearest
    }

    /// When a part that began at this moment has taken too long.
    fn end_of(&self, part: Part, started: Option<Instant>) -> Option<(Instant, Elapsed)> {
        let (from, limit) = match part {
            Part::Call => (self.sent.last(), self.limits.call),
            Part::Attempt => {
                (self.attempt.map(|began| self.sent.last().map_or(began, |sent| sent.max(began))), self.limits.attempt)
            }
            // A request is sent when the last piece of its body is.
            Part::Response => (started.max(self.sent.last()), self.limits.response),
            Part::Pause => (started, self.limits.idle),
        };
        Some((from?.checked_add(limit)?, Elapsed { part, limit }))
    }

    /// From now on the time of an attempt runs.
    pub(crate) fn begin_attempt(&mut self) {
        self.attempt = self.now();
    }

    pub(crate) fn end_attempt(&mut self) {
        self.attempt = None;
    }

    /// The error of a call that is over, for what never has to wait and might go on for ever.
    fn over(&self) -> Option<Elapsed> {
        let (end, elapsed) = self.deadline(Part::Call, None)?;
        (self.now()? >= end).then_some(elapsed)
    }

    /// What is left of the call's time.
    pub(crate) fn left(&self) -> Duration {
        match (self.deadline(Part::Call, None), self.now()) {
            (Some((end, _)), Some(now)) => end.saturating_duration_since(now),
            _ => Duration::MAX,
        }
    }

    /// The body of a request: while a stream is being sent, its time does not run.
    pub(crate) fn outgoing(&mut self, body: Body) -> Body {
        let Some(clock) = self.clock.as_ref().filter(|_| body.as_bytes().is_none()) else { return body };
        let sent = Arc::new(Mutex::new(clock.now()));
        self.sent = Sent::Shared(Arc::clone(&sent));
        let length = body.len();
        Body::stream(Outgoing { body, clock: Arc::clone(clock), sent }, length)
    }

    /// The body of a response, which breaks off when it pauses for too long, or the call is over.
    pub(crate) fn incoming(self, body: Body) -> Body {
        if self.clock.is_none() || body.as_bytes().is_some() {
            return body;
        }
        let length = body.len();
        Body::stream(Incoming { body, watch: self, waiting_since: None }, length)
    }

    /// As [`Self::incoming`], for a body that its reader may take all the time for: only pauses have a limit.
    pub(crate) fn download(mut self, body: Body) -> Body {
        self.limits.call = Duration::MAX;
        self.incoming(body)
    }

    /// The whole body of a response, in time and at most so many bytes.
    pub(crate) async fn bytes(&mut self, mut body: Body, limit: u64) -> Result<Bytes, TransportError> {
        let mut gathered = Gathered::new(limit);
        loop {
            let piece = self.within(Part::Pause, body.chunk()).await.unwrap_or_else(|elapsed| Err(elapsed.into()))?;
            let Some(piece) = piece else { return Ok(gathered.into_bytes()) };
            if let Some(elapsed) = self.over() {
                return Err(elapsed.into());
            }
            gathered.push(piece)?;
        }
    }

    /// What comes of an error's body in time, at most so many bytes: the status says more than an error about the body.
    pub(crate) async fn error_body(&mut self, mut body: Body, limit: usize) -> Bytes {
        if let Some(bytes) = body.as_bytes().filter(|bytes| bytes.len() <= limit) {
            return bytes.clone();
        }
        let call = ERROR_BODY_TIME.min(self.limits.idle).min(self.left());
        let mut watch = Self::new(self.clock.as_ref(), Limits { call, ..self.limits });
        let mut whole = Vec::new();
        while whole.len() < limit && watch.over().is_none() {
            let Ok(Ok(Some(chunk))) = watch.within(Part::Call, body.chunk()).await else { break };
            let room = limit - whole.len();
            whole.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        }
        whole.into()
    }
}

/// A body that is being sent; it notes when.
struct Outgoing {
    body: Body,
    clock: Arc<dyn Clock>,
    sent: Arc<Mutex<Instant>>,
}

impl Stream for Outgoing {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(Pin::new(&mut self.body).poll_next(cx));
        *self.sent.lock().unwrap_or_else(PoisonError::into_inner) = self.clock.now();
        Poll::Ready(piece)
    }
}

/// A body that is being received in time.
struct Incoming {
    body: Body,
    watch: Watch,
    /// Since when its reader waits for the next piece, if it does: what the reader does in between has no limit.
    waiting_since: Option<Instant>,
}

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { body, watch, waiting_since } = &mut *self;
        let piece = Pin::new(body).poll_next(cx);
        if piece.is_pending() {
            *waiting_since = waiting_since.or_else(|| watch.now());
            let elapsed = ready!(watch.poll_elapsed(Part::Pause, *waiting_since, cx));
            return Poll::Ready(Some(Err(elapsed.into())));
        }
        *waiting_since = None;
        match watch.over() {
            Some(elapsed) if matches!(piece, Poll::Ready(Some(Ok(_)))) => Poll::Ready(Some(Err(elapsed.into()))),
            _ => piece,
        }
    }
}
