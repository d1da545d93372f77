//! How often a transfer is resumed.

use std::time::Duration;

use crate::http::fault::error::Error;
use crate::http::pipeline::budget::cost;
use crate::http::pipeline::random;
use crate::http::pipeline::repetition::Failure;
use crate::http::settings::Settings;

/// How often a transfer is resumed in a row while nothing more arrives, unless the caller says otherwise.
pub(super) const RESUMPTIONS: u32 = 5;

/// How often a transfer is resumed in all, so that a service that lets a byte through at a time comes to an end.
const IN_ALL: u32 = 1_000;

/// The longest wait before the first resumption that the service has not asked for; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(500);

const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Counts resumptions.
#[derive(Debug)]
pub(super) struct Patience {
    /// The most in a row.
    limit: u32,
    spent: u32,
    in_all: u32,
    /// The furthest position so far.
    furthest: u64,
}

impl Patience {
    pub(super) fn new(limit: u32, start: u64) -> Self {
        Self { limit, spent: 0, in_all: 0, furthest: start }
    }

    /// Notes how far the transfer is.
    pub(super) fn arrived(&mut self, position: u64) {
        if position > self.furthest {
            self.furthest = position;
            self.spent = 0;
        }
    }

    /// How long to wait before the next resumption, which the service may have asked for; `None` if there may be none.
    pub(super) fn next(&mut self, settings: &Settings, asked: Option<Duration>) -> Option<Duration> {
        let can_wait = settings.clock.as_ref().is_some_and(|clock| clock.can_sleep());
        if !can_wait || asked.is_some_and(|asked| asked > settings.limits.call) {
            return None;
        }
        let wait = self.spend()?;
        settings.budget.take(cost(Failure::Unknown, asked.is_some())).then(|| asked.unwrap_or(wait))
    }

    /// Counts one resumption and gives a random wait.
    fn spend(&mut self) -> Option<Duration> {
        if self.spent >= self.limit || self.in_all >= IN_ALL {
            return None;
        }
        let longest = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(self.spent)).min(LONGEST_WAIT);
        self.spent += 1;
        self.in_all += 1;
        Some(longest.mul_f64(random::fraction()))
    }

    /// How often the transfer was resumed since something arrived.
    pub(super) fn spent(&self) -> u32 {
        self.spent
    }
}

/// Waits.
pub(super) async fn pause(settings: &Settings, wait: Duration) {
    if let Some(clock) = &settings.clock {
        clock.sleep(wait).await;
    }
}

/// Whether an error may go away by itself, so that going on with the transfer has a chance.
pub(super) fn is_passing(error: &Error) -> bool {
    match error {
        // The head of an answer has come, and its body has not.
        Error::Transport(error) if error.is_done() => true,
        _ => Failure::of_error(error).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::{IN_ALL, Patience};

    #[test]
    fn patience_ends_in_a_row_and_in_all() {
        let mut patience = Patience::new(3, 0);
        let waits: Vec<_> = std::iter::from_fn(|| patience.spend()).collect();
        assert!(waits.len() == 3 && waits.iter().zip([500, 1000, 2000]).all(|(wait, most)| wait.as_millis() <= most));
        patience.arrived(0);
        assert_eq!(patience.spend(), None);
        for position in 1..=u64::from(IN_ALL) - 3 {
            patience.arrived(position);
            assert!(patience.spend().is_some(), "{position}");
        }
        patience.arrived(u64::MAX);
        assert_eq!(patience.spend(), None);
    }
}
