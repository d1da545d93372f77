//! How much a client may repeat, so that a service in trouble is not troubled more.

use std::sync::{Mutex, PoisonError};

use super::repetition::Failure;

/// What a client may spend on repetitions before any request succeeds.
const MOST: u32 = 500;

/// Tokens of which repetitions take some, and successes give some back. Where none are left, nothing is repeated.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Mutex<u32>,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { left: Mutex::new(MOST) }
    }

    /// Takes what a repetition costs, if that much is left.
    pub(super) fn take(&self, cost: u32) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        match left.checked_sub(cost) {
            Some(rest) => {
                *left = rest;
                true
            }
            None => false,
        }
    }

    /// A request has succeeded after repetitions that cost this much, or at once.
    pub(super) fn give_back(&self, cost: u32) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.saturating_add(cost.max(1)).min(MOST);
    }
}

/// What a repetition costs. Waiting as long as the service has asked for costs least: it does not make an outage worse.
pub(super) fn cost(failure: Failure, is_asked_for: bool) -> u32 {
    match failure {
        _ if is_asked_for => 1,
        Failure::NotDone | Failure::Unknown => 5,
        Failure::TimedOut => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_ends_repetitions_and_successes_bring_them_back() {
        let budget = Budget::new();
        let taken = (0..1000).filter(|_| budget.take(cost(Failure::Unknown, false))).count();
        assert_eq!(taken, 100);
        assert!(!budget.take(5));
        (0..5).for_each(|_| budget.give_back(0));
        assert!(budget.take(5));
        budget.give_back(u32::MAX);
        assert!(budget.take(MOST) && !budget.take(1));
    }

    #[test]
    fn what_the_service_asks_for_costs_least() {
        assert!(cost(Failure::NotDone, true) < cost(Failure::NotDone, false));
        assert!(cost(Failure::Unknown, false) < cost(Failure::TimedOut, false));
    }
}
