//! Time that tests control.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use crate::http::clock::Clock;
use crate::http::transport::BoxFuture;

/// How often a future that sleeps lets all others go on, before time moves on to the end of the sleep that is due first.
const TURNS: u32 = 32;

/// When the time of a new clock begins, after 1970: 1 January 2026.
const BEGINNING: Duration = Duration::from_secs(1_767_225_600);

/// A clock that stands still but for sleeps: where everything waits, it moves on to the end of the sleep that is due first, at once.
/// So retries, polling and time limits take no time in tests, and come in the order in which they would come.
///
/// It begins on 1 January 2026 at 00:00 UTC. Clones are the same clock. With [`by_hand`](Self::by_hand), only
/// [`advance`](Self::advance) moves it. What waits for another thread, or for a real connection, does not count as waiting: such
/// tests move the clock by hand.
///
/// ```
/// use std::time::Duration;
/// use odata_runtime::Clock;
/// use odata_runtime::testing::{TestClock, block_on};
///
/// let clock = TestClock::new();
/// block_on(clock.sleep(Duration::from_secs(3600)));
/// assert_eq!(clock.elapsed(), Duration::from_secs(3600));
/// ```
#[derive(Clone)]
pub struct TestClock {
    state: Arc<Mutex<State>>,
}

struct State {
    start: Instant,
    system_start: SystemTime,
    passed: Duration,
    is_moved_by_hand: bool,
    /// Those who sleep, by the end of the sleep, with the number of the sleep.
    sleeping: BTreeMap<(Duration, u64), Waker>,
    sleeps: u64,
    /// How often something has happened: who waits counts turns anew then.
    events: u64,
}

impl State {
    /// Moves on to this time since the beginning and gives those whose sleep is over.
    fn move_to(&mut self, time: Duration) -> Vec<Waker> {
        self.passed = self.passed.max(time);
        self.events += 1;
        let later = self.sleeping.split_off(&(self.passed.saturating_add(Duration::from_nanos(1)), 0));
        std::mem::replace(&mut self.sleeping, later).into_values().collect()
    }
}

impl TestClock {
    /// A clock that moves on by itself where everything waits.
    #[must_use]
    pub fn new() -> Self {
        Self::starting_at(SystemTime::UNIX_EPOCH + BEGINNING)
    }

    /// Such a clock, with this date and time of day.
    #[must_use]
    pub fn starting_at(time: SystemTime) -> Self {
        let state = State {
            start: Instant::now(),
            system_start: time,
            passed: Duration::ZERO,
            is_moved_by_hand: false,
            sleeping: BTreeMap::new(),
            sleeps: 0,
            events: 0,
        };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// The same clock, which only [`advance`](Self::advance) moves from now on.
    #[must_use]
    pub fn by_hand(self) -> Self {
        self.state().is_moved_by_hand = true;
        self
    }

    /// Moves the clock on, and wakes those whose sleep is over then.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        let time = state.passed.saturating_add(duration);
        let woken = state.move_to(time);
        drop(state);
        woken.iter().for_each(Waker::wake_by_ref);
    }

    /// How much time has passed on this clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.state().passed
    }

    /// Something has happened, so that not everything waits.
    pub(super) fn note_event(&self) {
        self.state().events += 1;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        let state = self.state();
        state.start + state.passed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.state();
        state.sleeps += 1;
        state.events += 1;
        // A time that no clock can show is never reached.
        let end = state.passed.checked_add(duration).filter(|end| state.start.checked_add(*end).is_some());
        let (number, events) = (state.sleeps, state.events);
        drop(state);
        Box::pin(Sleep { clock: self.clone(), end, number, events, turns: 0 })
    }

    fn system_time(&self) -> SystemTime {
        let state = self.state();
        state.system_start.checked_add(state.passed).unwrap_or(state.system_start)
    }
}

impl fmt::Debug for TestClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("TestClock").field("elapsed", &state.passed).field("sleeping", &state.sleeping.len()).finish()
    }
}

struct Sleep {
    clock: TestClock,
    /// Since the beginning; `None` if it never comes.
    end: Option<Duration>,
    number: u64,
    /// What had happened when the turns were counted anew.
    events: u64,
    turns: u32,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.end else { return Poll::Pending };
        let clock = self.clock.clone();
        let mut state = clock.state();
        if state.passed >= end {
            return Poll::Ready(());
        }
        state.sleeping.insert((end, self.number), cx.waker().clone());
        if state.is_moved_by_hand {
            return Poll::Pending;
        }
        if self.events != state.events {
            (self.events, self.turns) = (state.events, 0);
        }
        self.turns += 1;
        let mut woken = Vec::new();
        if self.turns > TURNS
            && let Some((&(first, _), _)) = state.sleeping.first_key_value()
        {
            woken = state.move_to(first);
        }
        let is_over = state.passed >= end;
        drop(state);
        woken.iter().for_each(Waker::wake_by_ref);
        if is_over {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(end) = self.end {
            self.clock.state().sleeping.remove(&(end, self.number));
        }
    }
}
