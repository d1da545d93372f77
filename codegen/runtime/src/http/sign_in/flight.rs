//! One request for a token, and those that wait for its outcome.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use http::HeaderValue;

use crate::http::credential::error::CredentialError;
use crate::http::credential::request::TokenRequest;

/// How a request for a token ended.
#[derive(Clone)]
pub(super) enum Outcome {
    Token(HeaderValue),
    /// The token does not say how long it is valid, so that it is for the one request that has asked.
    NotShared,
    Failed(CredentialError),
    /// The call that asked was dropped.
    Abandoned,
}

/// One request for a token, which one call makes and others wait for.
pub(super) struct Flight {
    pub(super) request: TokenRequest,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    outcome: Option<Outcome>,
    wakers: BTreeMap<u64, Waker>,
    next: u64,
}

impl Flight {
    pub(super) fn new(request: TokenRequest) -> Self {
        Self { request, waiting: Mutex::default() }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends it for all that wait.
    pub(super) fn end(&self, outcome: Outcome) {
        let mut waiting = self.waiting();
        waiting.outcome = Some(outcome);
        let wakers = std::mem::take(&mut waiting.wakers);
        drop(waiting);
        wakers.into_values().for_each(Waker::wake);
    }

    /// Its outcome, when it has ended.
    pub(super) fn outcome(&self) -> Waiter<'_> {
        Waiter { flight: self, ticket: None }
    }
}

/// Waits for the end of a flight. A waiter that is dropped leaves nothing behind.
pub(super) struct Waiter<'a> {
    flight: &'a Flight,
    ticket: Option<u64>,
}

impl Future for Waiter<'_> {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        let flight = self.flight;
        let mut waiting = flight.waiting();
        if let Some(outcome) = &waiting.outcome {
            return Poll::Ready(outcome.clone());
        }
        let ticket = *self.ticket.get_or_insert_with(|| {
            waiting.next += 1;
            waiting.next
        });
        waiting.wakers.insert(ticket, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.flight.waiting().wakers.remove(&ticket);
        }
    }
}
