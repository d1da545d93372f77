//! How many requests of a client are under way at a time: fewer when the service says that there are too many.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use http::Response;

use super::call::Call;
use super::policy::PolicyRequest;
use crate::http::body::Body;
use crate::http::deadline::Part;
use crate::http::fault::error::Error;

/// How many requests are under way at most, unless the caller says otherwise.
pub(crate) const MOST: u32 = 100;

/// What is left of the limit when the service has refused a request.
const AFTER_REFUSAL: f64 = 0.7;

/// Hands out permits, first come, first served.
#[derive(Debug)]
pub(crate) struct Limiter {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    most: f64,
    /// How many may be under way now: at least 1, at most `most`.
    limit: f64,
    running: u32,
    /// Counts reductions: what was sent before the last one says nothing new.
    reductions: u64,
    /// Those who wait, in their order.
    waiting: BTreeMap<u64, Waker>,
    next: u64,
}

impl State {
    fn has_room(&self) -> bool {
        f64::from(self.running) + 1.0 <= self.limit
    }

    /// Wakes the first who waits, if there is room.
    fn wake(&self) {
        if self.has_room()
            && let Some((_, waker)) = self.waiting.first_key_value()
        {
            waker.wake_by_ref();
        }
    }
}

impl Limiter {
    pub(crate) fn new(most: u32) -> Arc<Self> {
        let most = f64::from(most.max(1));
        let state = State { most, limit: most, running: 0, reductions: 0, waiting: BTreeMap::new(), next: 0 };
        Arc::new(Self { state: Mutex::new(state) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A future of a permit.
struct Acquire {
    limiter: Arc<Limiter>,
    /// The place in the queue, once it has one.
    ticket: Option<u64>,
}

impl Future for Acquire {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Permit> {
        let limiter = Arc::clone(&self.limiter);
        let mut state = limiter.state();
        let is_first = match (state.waiting.first_key_value(), self.ticket) {
            (Some((first, _)), Some(ticket)) => *first == ticket,
            (first, _) => first.is_none(),
        };
        if is_first && state.has_room() {
            if let Some(ticket) = self.ticket.take() {
                state.waiting.remove(&ticket);
            }
            state.running += 1;
            state.wake();
            let reductions = state.reductions;
            drop(state);
            return Poll::Ready(Permit { limiter, reductions });
        }
        let ticket = *self.ticket.get_or_insert(state.next);
        state.next = state.next.max(ticket + 1);
        state.waiting.insert(ticket, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Acquire {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            let mut state = self.limiter.state();
            state.waiting.remove(&ticket);
            state.wake();
        }
    }
}

/// The right to have one request under way, until it is dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    limiter: Arc<Limiter>,
    reductions: u64,
}

impl Permit {
    /// The request has succeeded: after as many successes as the limit, that is one higher.
    pub(super) fn succeeded(self) {
        let mut state = self.limiter.state();
        state.limit = (state.limit + 1.0 / state.limit).min(state.most);
    }

    /// The service has refused the request, since there were too many. Of many that are refused at once, the first counts.
    pub(super) fn throttled(self) {
        let mut state = self.limiter.state();
        if state.reductions == self.reductions {
            state.reductions += 1;
            state.limit = (state.limit.min(f64::from(state.running)) * AFTER_REFUSAL).max(1.0);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = self.limiter.state();
        state.running -= 1;
        state.wake();
    }
}

/// Hands a request to the transport when there is room.
pub(super) async fn send(call: &mut Call, request: &mut PolicyRequest) -> Result<Response<Body>, Error> {
    // The request that was redirected needs its permit no longer.
    call.permit = None;
    let acquire = Acquire { limiter: Arc::clone(&call.settings.limiter), ticket: None };
    let permit = call.watch.within(Part::Call, acquire).await;
    call.permit = Some(permit.map_err(|elapsed| call.failed(elapsed.into()))?);
    let message = message(call, request);
    let response = call.watch.within(Part::Response, call.settings.transport.send(message)).await;
    response.unwrap_or_else(|elapsed| Err(elapsed.into())).map_err(|error| call.failed(error))
}

/// What the transport gets of a request, which is empty then.
fn message(call: &mut Call, request: &mut PolicyRequest) -> http::Request<Body> {
    let mut message = http::Request::new(call.watch.outgoing(std::mem::take(&mut request.body)));
    *message.method_mut() = std::mem::take(&mut request.method);
    *message.uri_mut() = std::mem::take(&mut request.url);
    *message.headers_mut() = std::mem::take(&mut request.headers);
    message
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::task::Wake;

    use super::*;

    #[derive(Default)]
    struct Count(AtomicU32);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn poll(acquire: &mut Acquire, count: &Arc<Count>) -> Option<Permit> {
        match Pin::new(acquire).poll(&mut Context::from_waker(&Waker::from(Arc::clone(count)))) {
            Poll::Ready(permit) => Some(permit),
            Poll::Pending => None,
        }
    }

    fn acquire(limiter: &Arc<Limiter>) -> Acquire {
        Acquire { limiter: Arc::clone(limiter), ticket: None }
    }

    #[test]
    fn those_who_wait_come_in_their_order_and_may_leave() {
        let limiter = Limiter::new(1);
        let count = Arc::new(Count::default());
        let first = poll(&mut acquire(&limiter), &count).unwrap();
        let (mut second, mut third, mut fourth) = (acquire(&limiter), acquire(&limiter), acquire(&limiter));
        assert!(poll(&mut second, &count).is_none() && poll(&mut third, &count).is_none());
        assert!(poll(&mut fourth, &count).is_none());
        drop(first);
        assert_eq!(count.0.load(Ordering::Relaxed), 1);
        // Nobody overtakes, and who leaves lets the next one in.
        assert!(poll(&mut third, &count).is_none() && poll(&mut acquire(&limiter), &count).is_none());
        drop(second);
        let third = poll(&mut third, &count).unwrap();
        assert!(poll(&mut fourth, &count).is_none());
        drop(third);
        assert!(poll(&mut fourth, &count).is_some());
        assert_eq!(limiter.state().running, 0);
        assert!(limiter.state().waiting.is_empty());
    }

    #[test]
    fn the_limit_shrinks_once_for_a_burst_and_recovers() {
        let limiter = Limiter::new(10);
        let count = Arc::new(Count::default());
        let burst: Vec<Permit> = (0..10).map(|_| poll(&mut acquire(&limiter), &count).unwrap()).collect();
        burst.into_iter().for_each(Permit::throttled);
        assert_eq!(limiter.state().limit, 7.0);
        for _ in 0..100 {
            poll(&mut acquire(&limiter), &count).unwrap().throttled();
        }
        assert_eq!(limiter.state().limit, 1.0);
        for _ in 0..200 {
            poll(&mut acquire(&limiter), &count).unwrap().succeeded();
        }
        assert_eq!(limiter.state().limit, 10.0);
        assert_eq!(limiter.state().running, 0);
    }
}
