//! Sending again what failed and may be repeated.

use std::time::{Duration, Instant};

use http::{Response, StatusCode};

use super::budget::cost;
use super::call::Call;
use super::policy::PolicyRequest;
use super::random;
use super::redirects;
use super::repetition::{Failure, is_rejected};
use super::retry_after::retry_after;
use crate::http::body::Body;
use crate::http::deadline::Part;
use crate::http::fault::error::Error;

/// How often, and after which time, a request is sent again that failed.
///
/// It is on by default: up to 5 attempts within 5 minutes, or 15 where the service says when to try again. Sent again are requests
///
/// - that no connection was found for, or that were answered 429 or 503: nothing was done then;
/// - with an idempotent method (`GET`, `PUT`, `DELETE`), or reads by `POST …/$query`, that were answered 408, 500, 502 or 504, or whose connection broke off or
///   timed out. They may have been carried out. `POST` and `PATCH` are sent again then only where the service keeps
///   [Repeatable Requests](crate::ClientBuilder::repeatable_requests).
///
/// A body that is a stream cannot be sent again. The service is never asked earlier than it says (`Retry-After` in seconds, decimal or
/// as a date by its own clock; `retry-after-ms`). Where it says nothing, the wait is random (full jitter) below a limit that doubles
/// with each attempt. Where the wait would go beyond [`max_elapsed`](Self::max_elapsed) or the call's
/// [`timeout`](crate::ClientBuilder::timeout), the error is given at once; [`Error::retry_after`] tells when to try again.
///
/// All requests of a client share a budget of repetitions, so that an outage is not made worse: with no success in between, some 100
/// repetitions are made, and no more until requests succeed again. Waits that the service asks for count a fifth.
///
/// Waiting needs a [`Clock`](crate::Clock), which clients have by the feature `reqwest`. Without one nothing is repeated.
///
/// ```
/// use std::time::Duration;
/// use generated::ClientBuilder;
/// use odata_runtime::{Retry, Service};
///
/// let client = ClientBuilder::new(Service::new("https://example.com/odata/"))
///     .retry(Retry::exponential().max_tries(8).max_elapsed(Duration::from_secs(120)))
///     .build()?;
/// # Ok::<(), odata_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Retry {
    max_tries: u32,
    /// Where the service says when to try again.
    max_tries_as_asked: u32,
    max_elapsed: Duration,
    first_delay: Duration,
    max_delay: Duration,
}

impl Retry {
    /// Waits that grow exponentially: the default.
    #[must_use]
    pub const fn exponential() -> Self {
        Self {
            max_tries: 5,
            max_tries_as_asked: 15,
            max_elapsed: Duration::from_secs(300),
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
        }
    }

    /// Each request is sent once.
    #[must_use]
    pub const fn none() -> Self {
        Self::exponential().max_tries(1)
    }

    /// How often a request is sent at most, the first time included; by default 5 times, and 15 times where the service says when to try
    /// again. 0 counts as 1.
    #[must_use]
    pub const fn max_tries(self, tries: u32) -> Self {
        Self { max_tries: tries, max_tries_as_asked: tries, ..self }
    }

    /// How much time after it was first sent a request may be sent again; 5 minutes by default.
    #[must_use]
    pub const fn max_elapsed(self, limit: Duration) -> Self {
        Self { max_elapsed: limit, ..self }
    }

    /// The longest wait before the second attempt, where the service says nothing; half a second by default. It doubles with each
    /// attempt.
    #[must_use]
    pub const fn first_delay(self, delay: Duration) -> Self {
        Self { first_delay: delay, ..self }
    }

    /// The longest wait before any attempt, where the service says nothing; 30 seconds by default.
    #[must_use]
    pub const fn max_delay(self, delay: Duration) -> Self {
        Self { max_delay: delay, ..self }
    }

    /// How long to wait after so many attempts, of which the last one began at a time after the first; `None` if it was the last.
    pub(crate) fn wait(&self, tries: u32, elapsed: Duration, asked: Option<Duration>) -> Option<Duration> {
        let most = if asked.is_some() { self.max_tries_as_asked } else { self.max_tries };
        if tries >= most {
            return None;
        }
        let wait = asked.unwrap_or_else(|| {
            let longest = self.first_delay.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1)));
            longest.min(self.max_delay).mul_f64(random::fraction())
        });
        elapsed.checked_add(wait).filter(|end| *end <= self.max_elapsed).map(|_| wait)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::exponential()
    }
}

/// Sends a request, and again as long as it fails, may be repeated, and time, number and budget allow it.
pub(super) async fn send(call: &mut Call, request: &mut PolicyRequest) -> Result<Response<Body>, Error> {
    let started = call.settings.clock.as_ref().map(|clock| clock.now());
    let mut spent = 0;
    loop {
        call.request.attempts += 1;
        call.watch.begin_attempt();
        let body = std::mem::take(&mut request.body);
        let replay = body.as_bytes().cloned();
        let outcome = match redirects::attempt(call, request, body).await {
            Ok(response) => call.read(response).await,
            Err(error) => Err(error),
        };
        call.watch.end_attempt();
        release(call, &outcome);
        let (Some(failure), Some(replay)) = (failure(&outcome), replay) else {
            if is_success(&outcome) {
                call.settings.budget.give_back(spent);
            }
            return outcome;
        };
        let asked = asked(call, &outcome);
        let Some(wait) = wait(call, request, started, failure, asked) else { return outcome };
        let price = cost(failure, asked.is_some());
        if !call.settings.budget.take(price) || !pause(call, wait).await {
            return outcome;
        }
        spent = price;
        request.body = replay.into();
    }
}

/// Lets others send, fewer at a time if the service has been asked too often.
fn release(call: &mut Call, outcome: &Result<Response<Body>, Error>) {
    let Some(permit) = call.permit.take() else { return };
    match outcome {
        Ok(response) if response.status() == StatusCode::TOO_MANY_REQUESTS => permit.throttled(),
        Ok(response) if response.status().is_success() => permit.succeeded(),
        _ => {}
    }
}

fn is_success(outcome: &Result<Response<Body>, Error>) -> bool {
    outcome.as_ref().is_ok_and(|response| response.status().is_success())
}

fn failure(outcome: &Result<Response<Body>, Error>) -> Option<Failure> {
    match outcome {
        Ok(response) if is_rejected(response.headers()) => None,
        Ok(response) => Failure::of_status(response.status()),
        Err(error) => Failure::of_error(error),
    }
}

/// How long the service asks to wait.
fn asked(call: &Call, outcome: &Result<Response<Body>, Error>) -> Option<Duration> {
    let (clock, response) = (call.settings.clock.as_ref()?, outcome.as_ref().ok()?);
    retry_after(response.headers(), || clock.system_time())
}

/// How long to wait before the next attempt, if there may be one.
fn wait(
    call: &Call,
    request: &PolicyRequest,
    started: Option<Instant>,
    failure: Failure,
    asked: Option<Duration>,
) -> Option<Duration> {
    let clock = call.settings.clock.as_ref().filter(|clock| clock.can_sleep())?;
    let elapsed = clock.now().saturating_duration_since(started?);
    // What followed a redirect as `GET` was a request of another method first.
    if !failure.allows(&request.method, &request.url, &request.headers) {
        return None;
    }
    call.retry().wait(call.request.attempts, elapsed, asked).filter(|wait| *wait < call.watch.left())
}

/// Waits, and tells whether the call still has time then.
async fn pause(call: &mut Call, wait: Duration) -> bool {
    let Some(clock) = &call.settings.clock else { return false };
    let sleep = clock.sleep(wait);
    wait.is_zero() || call.watch.within(Part::Call, sleep).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn waits_are_random_below_a_limit_that_doubles() {
        let retry = Retry::exponential().max_tries(u32::MAX);
        for (tries, longest) in [(1, 500), (2, 1000), (3, 2000), (7, 30_000), (1000, 30_000)] {
            let waits: Vec<Duration> = (0..200).filter_map(|_| retry.wait(tries, Duration::ZERO, None)).collect();
            let longest = Duration::from_millis(longest);
            assert!(waits.iter().all(|wait| *wait <= longest), "{tries}");
            assert!(
                waits.iter().any(|wait| *wait < longest / 4) && waits.iter().any(|wait| *wait > longest / 2),
                "{tries}"
            );
        }
    }

    /// G7
    #[test]
    fn the_service_says_when() {
        let retry = Retry::exponential().max_elapsed(60 * SECOND);
        assert_eq!(retry.wait(1, Duration::ZERO, Some(7 * SECOND)), Some(7 * SECOND));
        assert_eq!(retry.wait(1, 53 * SECOND, Some(7 * SECOND)), Some(7 * SECOND));
        assert_eq!(retry.wait(1, 54 * SECOND, Some(7 * SECOND)), None);
        assert_eq!(retry.wait(1, Duration::ZERO, Some(Duration::MAX)), None);
        assert_eq!(retry.wait(1, Duration::ZERO, Some(Duration::ZERO)), Some(Duration::ZERO));
        assert_eq!(retry.wait(14, Duration::ZERO, Some(SECOND)), Some(SECOND));
        assert_eq!(retry.wait(15, Duration::ZERO, Some(SECOND)), None);
        assert_eq!(retry.clone().max_tries(5).wait(5, Duration::ZERO, Some(SECOND)), None);
        assert_eq!(Retry::none().wait(1, Duration::ZERO, Some(SECOND)), None);
        assert_eq!(retry.max_tries(0).wait(1, Duration::ZERO, None), None);
    }
}
