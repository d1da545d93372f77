//! Clocks that jump, and services that throttle for ever.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::script::{OK, Outcome, Script, status};
use crate::runtime::internal::{BoxFuture, Client, Clock, Many, Retry, Service, Value};
use crate::transport::support::{ROOT, block_on};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A clock that is set again and again. What is waited for passes by the script.
struct Jumping {
    script: Script,
    base: Instant,
    asked: AtomicUsize,
    /// What is added to the time, in turn.
    jumps: &'static [Duration],
    days: &'static [Duration],
}

impl Jumping {
    fn next(&self, of: &[Duration]) -> Duration {
        of[self.asked.fetch_add(1, Ordering::Relaxed) % of.len()]
    }
}

impl Clock for Jumping {
    fn now(&self) -> Instant {
        self.base + self.script.passed() + self.next(self.jumps)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.script.sleep(duration)
    }

    /// From a hundred days before 1970 on.
    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH - 100 * DAY + self.next(self.days)
    }
}

const NEVER: &[Duration] = &[Duration::ZERO];
/// A minute back and forth.
const MINUTES: &[Duration] = &[Duration::ZERO, Duration::from_secs(60)];
/// The second answer is always earlier than the first.
const BACK: &[Duration] = &[Duration::from_secs(3600), Duration::from_secs(1800), Duration::ZERO];
/// Years back and forth.
const YEARS: &[Duration] = &[Duration::ZERO, Duration::from_secs(1 << 30), SECOND, Duration::from_secs(1 << 20)];
/// From before 1970 to after 9999.
const ERAS: &[Duration] = &[Duration::ZERO, Duration::from_secs(1 << 40), Duration::from_secs(1 << 30)];

fn client(script: &Script, jumps: &'static [Duration], days: &'static [Duration]) -> Client {
    let (base, asked) = (Instant::now(), AtomicUsize::new(0));
    let clock = Jumping { script: script.clone(), base, asked, jumps, days };
    script.builder_of(Service::new(ROOT)).clock(clock).repeatable_requests().build().unwrap()
}

/// Each outcome of a call by such a clock ends it, and whatever is sent again comes as late as the service asked.
fn check(jumps: &'static [Duration], days: &'static [Duration]) {
    let asking = Outcome::Answer(429, &[("Retry-After", "7")], "");
    const DATED: &[(&str, &str)] =
        &[("Date", "Tue, 01 Dec 2026 08:00:00 GMT"), ("Retry-After", "Tue, 01 Dec 2026 08:00:07 GMT")];
    for first in [asking, Outcome::Answer(503, DATED, "")] {
        for is_action in [false, true] {
            let script = Script::new(&[first, first, OK]);
            let client = client(&script, jumps, days);
            let outcome = match is_action {
                true => block_on(client.action::<Value<i64>>("x", [])),
                false => block_on(client.at::<Value<i64>>("x")),
            };
            if let Err(error) = outcome {
                assert!(error.is_throttled() || error.is_timeout() || error.status().is_some(), "{jumps:?}: {error:?}");
            }
            let seen = script.seen();
            assert!((1..=3).contains(&seen.len()), "{jumps:?}");
            for (earlier, later) in seen.iter().zip(&seen[1..]) {
                assert!(later.at - earlier.at >= 7 * SECOND, "{jumps:?} {days:?}");
            }
        }
    }
    let script = Script::new(&[Outcome::Hangs]);
    assert!(block_on(client(&script, jumps, days).at::<Value<i64>>("x")).is_err());
}

// G7
#[test]
fn clocks_that_jump_let_nothing_be_sent_early() {
    for jumps in [NEVER, MINUTES, BACK, YEARS] {
        for days in [NEVER, MINUTES, YEARS, ERAS] {
            check(jumps, days);
        }
    }
}

#[test]
fn small_jumps_do_not_end_a_call() {
    for jumps in [NEVER, MINUTES] {
        let script = Script::new(&[status(429), Outcome::Answer(503, &[("Retry-After", "7")], ""), OK]);
        assert_eq!(block_on(client(&script, jumps, ERAS).at::<Value<i64>>("x")).unwrap(), 7, "{jumps:?}");
        assert_eq!(script.count(), 3);
    }
}

// P19: a mark without the time of day is not a mark.
#[test]
fn dates_that_http_cannot_write_are_not_sent() {
    const BEFORE_1970: &[Duration] = &[Duration::ZERO];
    const AFTER_9999: &[Duration] = &[Duration::from_secs(253_402_300_800 + 100 * 24 * 3600)];
    const LAST: &[Duration] = &[Duration::from_secs(253_402_300_799 + 100 * 24 * 3600)];
    for (days, expect) in [(BEFORE_1970, None), (AFTER_9999, None), (LAST, Some("Fri, 31 Dec 9999 23:59:59 GMT"))] {
        let script = Script::new(&[OK]);
        assert_eq!(block_on(client(&script, NEVER, days).action::<Value<i64>>("x", [])).unwrap(), 7);
        let seen = script.seen();
        assert_eq!(seen[0].header("repeatability-first-sent"), expect, "{days:?}");
        assert_eq!(seen[0].header("repeatability-request-id").is_some(), expect.is_some(), "{days:?}");
    }
}

/// How often a service is asked that always refuses, and for how many seconds.
fn refused_for_ever(headers: &'static [(&'static str, &'static str)], retry: Retry) -> [(usize, u64); 2] {
    [false, true].map(|is_stream| {
        let script = Script::new(&[Outcome::Answer(429, headers, "")]);
        let client = script.builder().retry(retry.clone()).build().unwrap();
        let error = match is_stream {
            true => block_on(client.at::<Many<Value<i64>>>("x").items().try_next()).unwrap_err(),
            false => block_on(client.at::<Value<i64>>("x")).unwrap_err(),
        };
        let count = script.count();
        assert!(error.is_throttled() && usize::try_from(error.attempts()) == Ok(count), "{error:?}");
        (count, script.passed().as_secs())
    })
}

// P13
#[test]
fn a_service_that_throttles_for_ever_is_asked_a_few_times() {
    let endless = Retry::exponential().max_tries(u32::MAX);
    assert_eq!(refused_for_ever(&[("Retry-After", "2")], Retry::default()), [(15, 28); 2]);
    assert_eq!(refused_for_ever(&[("Retry-After", "0")], Retry::default()), [(15, 0); 2]);
    // 5 minutes are over, or the budget is spent.
    assert_eq!(refused_for_ever(&[("Retry-After", "2")], endless.clone()), [(151, 300); 2]);
    assert_eq!(refused_for_ever(&[("Retry-After", "0")], endless.clone()), [(501, 0); 2]);
    for (count, seconds) in refused_for_ever(&[], endless) {
        assert!(count <= 101 && seconds <= 300, "{count} {seconds}");
    }
}
