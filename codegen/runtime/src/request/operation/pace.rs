//! When a status monitor is asked again.

use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use http::HeaderMap;

use crate::http::clock::Clock;
use crate::http::pipeline::retry_after::retry_after;
use crate::url::request_error::RequestError;

/// The pause before the first question, where the service says nothing; each further one is half as long again.
const FIRST: Duration = Duration::from_secs(1);
/// The longest of these.
const LONGEST: Duration = Duration::from_secs(30);
/// The shortest pause, whatever the service says.
const SHORTEST: Duration = Duration::from_millis(200);

/// The pauses between questions.
pub(crate) struct Pace {
    clock: Option<Arc<dyn Clock>>,
    answered: Option<Instant>,
    /// What the service asked for in its last answer.
    pub(crate) asked: Option<Duration>,
    /// The pause that is made where it asks for nothing.
    usual: Duration,
}

/// Why nothing is asked any more.
pub(crate) enum Stop {
    Fault(RequestError),
    /// The next question would come after the limit, this long after the last answer.
    TooLate(Duration),
    /// The answer to a question did not come before the limit.
    Silent,
}

impl Pace {
    pub(crate) fn new(clock: Option<&Arc<dyn Clock>>) -> Self {
        Self { clock: clock.cloned(), answered: None, asked: None, usual: FIRST }
    }

    fn clock(&self) -> Result<&Arc<dyn Clock>, Stop> {
        self.clock.as_ref().ok_or_else(|| {
            Stop::Fault(RequestError::new(
                "waiting for an operation needs a clock: enable the feature `reqwest`, or give the client one with \
                 `ClientBuilder::clock`",
            ))
        })
    }

    /// The moment when so much time has passed; `None` where no clock gets there.
    pub(crate) fn end(&self, limit: Duration) -> Result<Option<Instant>, Stop> {
        Ok(self.clock()?.now().checked_add(limit))
    }

    /// Notes an answer, from which on the next pause is counted.
    pub(crate) fn note(&mut self, headers: Option<&HeaderMap>) {
        if self.answered.is_some() && self.asked.is_none() {
            self.usual = (self.usual + self.usual / 2).min(LONGEST);
        }
        self.answered = self.clock.as_ref().map(|clock| clock.now());
        let now = || self.clock.as_ref().map_or_else(std::time::SystemTime::now, |clock| clock.system_time());
        self.asked = headers.and_then(|headers| retry_after(headers, now));
    }

    /// Waits until the monitor may be asked, which is before the end, or never.
    pub(crate) async fn pause(&self, end: Option<Instant>) -> Result<(), Stop> {
        let Some(answered) = self.answered else { return Ok(()) };
        let clock = self.clock()?;
        let pause = self.asked.map_or(self.usual, |asked| asked.max(SHORTEST));
        let due = answered.checked_add(pause).filter(|due| end.is_none_or(|end| *due <= end));
        let Some(due) = due else { return Err(Stop::TooLate(pause)) };
        let left = due.saturating_duration_since(clock.now());
        if !left.is_zero() {
            clock.sleep(left).await;
        }
        Ok(())
    }

    /// What a future gives before the end.
    pub(crate) async fn before<F: Future>(&self, end: Option<Instant>, future: F) -> Result<F::Output, Stop> {
        let (Some(end), Some(clock)) = (end, &self.clock) else { return Ok(future.await) };
        let mut future = pin!(future);
        let mut sleep = clock.sleep(end.saturating_duration_since(clock.now()));
        std::future::poll_fn(|cx| match future.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => sleep.as_mut().poll(cx).map(|()| Err(Stop::Silent)),
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_clock_nothing_waits() {
        let Err(Stop::Fault(fault)) = Pace::new(None).end(FIRST) else { panic!() };
        assert!(fault.to_string().contains("`ClientBuilder::clock`"), "{fault}");
    }
}
