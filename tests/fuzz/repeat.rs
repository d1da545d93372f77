//! Runs one target until its time has passed.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use tests::corpus::report;

use super::random::Random;

/// The limit for one input, in a build without optimisation and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes inputs with `make` and calls `run` with each; `run` panics on a fault.
///
/// `run` returns whether the input was accepted; the summary counts these.
pub(crate) fn repeat<I: Clone + Debug>(target: &str, mut make: impl FnMut(&mut Random) -> I, run: impl Fn(I) -> bool) {
    let seconds = setting("FUZZ_SECONDS").unwrap_or(2);
    // Each input has a number, from which it is made: where one run ended, another goes on.
    let first = setting("FUZZ_FIRST").unwrap_or(0);
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut count, mut accepted, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while Instant::now() < end {
        let number = first + count;
        let input = make(&mut Random::new(number));
        let started = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| run(input.clone())));
        let took = started.elapsed();
        slowest = slowest.max(took);
        assert!(result.is_ok() && took < PATIENCE, "{target}, input {number} (took {took:?}): {input:?}");
        accepted += u64::from(matches!(result, Ok(true)));
        count += 1;
    }
    report(&format!("{target}: {count} inputs, {accepted} of them accepted, slowest {slowest:?}"));
    assert!(count > 0);
}

/// A number from the environment.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
