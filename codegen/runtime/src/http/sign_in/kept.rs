//! A token while it is valid.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::HeaderValue;

use crate::http::clock::Clock;
use crate::http::credential::access_token::Validity;

/// How long before it expires a token is renewed at most.
const MARGIN: Duration = Duration::from_secs(300);

/// A moment by both clocks. The time of day may be set, and the other clock may stand still while a machine sleeps: the one by which more
/// time has passed counts.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    monotonic: Instant,
    time_of_day: SystemTime,
}

impl Moment {
    pub(super) fn now(clock: &dyn Clock) -> Self {
        Self { monotonic: clock.now(), time_of_day: clock.system_time() }
    }

    fn since(self, earlier: Self) -> Duration {
        let by_day = self.time_of_day.duration_since(earlier.time_of_day).unwrap_or_default();
        self.monotonic.saturating_duration_since(earlier.monotonic).max(by_day)
    }
}

/// For how long what a credential gave is kept.
#[derive(Clone, Copy)]
pub(super) enum Lifetime {
    Always,
    From { start: Moment, length: Duration },
}

impl Lifetime {
    /// `None` where a token is for one request, since nobody knows how long it is valid. `start` is when it was asked for.
    pub(super) fn of(validity: Validity, start: Option<Moment>) -> Option<Self> {
        match (validity, start) {
            (Validity::Always, _) => Some(Self::Always),
            (Validity::For(length), Some(start)) => Some(Self::From { start, length }),
            (Validity::Until(end), Some(start)) => {
                let length = end.duration_since(start.time_of_day).unwrap_or_default();
                Some(Self::From { start, length })
            }
            (Validity::Unknown, _) | (Validity::For(_) | Validity::Until(_), None) => None,
        }
    }

    /// Whether it has not expired and will not do so soon.
    fn is_fresh(self, clock: Option<&Arc<dyn Clock>>) -> bool {
        self.has_left(clock, |length| MARGIN.min(length / 10))
    }

    /// Whether it has not expired.
    fn is_valid(self, clock: Option<&Arc<dyn Clock>>) -> bool {
        self.has_left(clock, |_| Duration::ZERO)
    }

    fn has_left(self, clock: Option<&Arc<dyn Clock>>, margin: fn(Duration) -> Duration) -> bool {
        match (self, clock) {
            (Self::Always, _) => true,
            (Self::From { start, length }, Some(clock)) => {
                Moment::now(clock.as_ref()).since(start) < length.saturating_sub(margin(length))
            }
            (Self::From { .. }, None) => false,
        }
    }
}

/// The value of a header that holds a token.
pub(super) struct Kept {
    pub(super) value: HeaderValue,
    pub(super) claims: Option<Arc<str>>,
    pub(super) lifetime: Lifetime,
}

impl Kept {
    pub(super) fn is_fresh(&self, clock: Option<&Arc<dyn Clock>>) -> bool {
        self.lifetime.is_fresh(clock)
    }

    pub(super) fn is_valid(&self, clock: Option<&Arc<dyn Clock>>) -> bool {
        self.lifetime.is_valid(clock)
    }
}
