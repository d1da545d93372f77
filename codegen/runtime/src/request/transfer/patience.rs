//! How often a transfer is resumed.

use std::sync::Arc;
use std::time::Duration;

use crate::http::clock::Clock;
use crate::http::error::Error;
use crate::http::transport::TransportErrorKind;

/// How often a transfer is resumed in a row while nothing more arrives, unless the caller says otherwise.
pub(super) const RESUMPTIONS: u32 = 5;

/// How often a transfer is resumed in all, so that a service that lets a byte through at a time comes to an end.
const IN_ALL: u32 = 1_000;

/// The longest wait between two resumptions that the service has not asked for.
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

    /// How long to wait before the next resumption, if there may be one: the first one comes at once.
    pub(super) fn spend(&mut self) -> Option<Duration> {
        if self.spent >= self.limit || self.in_all >= IN_ALL {
            return None;
        }
        let wait = match self.spent {
            0 => Duration::ZERO,
            before => Duration::from_secs(1 << (before - 1).min(5)).min(LONGEST_WAIT),
        };
        self.spent += 1;
        self.in_all += 1;
        Some(wait)
    }

    /// How often the transfer was resumed since something arrived.
    pub(super) fn spent(&self) -> u32 {
        self.spent
    }
}

/// Waits; not at all where the client has no clock.
pub(super) async fn pause(clock: Option<&Arc<dyn Clock>>, wait: Duration) {
    if let Some(clock) = clock
        && !wait.is_zero()
    {
        clock.sleep(wait).await;
    }
}

/// Whether an error may go away by itself, so that going on with the transfer has a chance.
pub(super) fn is_passing(error: &Error) -> bool {
    match error {
        Error::Transport(error) => error.kind() != TransportErrorKind::Request,
        Error::Service(error) => matches!(error.status().as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 509),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{IN_ALL, Patience};

    #[test]
    fn patience_ends_in_a_row_and_in_all() {
        let mut patience = Patience::new(3, 0);
        let waits: Vec<_> = std::iter::from_fn(|| patience.spend()).map(|wait| wait.as_secs()).collect();
        assert_eq!(waits, [0, 1, 2]);
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
