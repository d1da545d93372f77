//! Time that tests control.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use crate::runtime::Clock;
use crate::runtime::testing::{TestClock, block_on};

const SECOND: Duration = Duration::from_secs(1);

/// Runs futures on one thread, each in its turn, as an executor does that polls all of them.
fn together(futures: Vec<Pin<Box<dyn Future<Output = ()>>>>) {
    let mut futures: Vec<_> = futures.into_iter().map(Some).collect();
    block_on(std::future::poll_fn(move |cx| {
        for slot in &mut futures {
            if slot.as_mut().is_some_and(|future| future.as_mut().poll(cx).is_ready()) {
                *slot = None;
            }
        }
        if futures.iter().all(Option::is_none) { Poll::Ready(()) } else { Poll::Pending }
    }));
}

#[test]
fn sleeps_end_in_the_order_of_time() {
    let clock = TestClock::new();
    let ended = Arc::new(Mutex::new(Vec::new()));
    let sleeper = |seconds: &'static [u32]| -> Pin<Box<dyn Future<Output = ()>>> {
        let (clock, ended) = (clock.clone(), Arc::clone(&ended));
        Box::pin(async move {
            for time in seconds {
                clock.sleep(SECOND * *time).await;
                ended.lock().unwrap().push(clock.elapsed().as_secs());
            }
        })
    };
    let begun = clock.now();
    together(vec![sleeper(&[600]), sleeper(&[2, 2, 2]), sleeper(&[5]), sleeper(&[0])]);
    assert_eq!(*ended.lock().unwrap(), [0, 2, 4, 5, 6, 600]);
    assert_eq!(clock.now() - begun, SECOND * 600);
    assert_eq!(clock.system_time().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs(), 1_767_225_600 + 600);
}

/// A timer that nobody polls any more holds nobody up.
#[test]
fn a_sleep_that_is_forgotten_does_not_stop_the_clock() {
    let clock = TestClock::new();
    let mut forgotten = clock.sleep(SECOND);
    assert!(forgotten.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    block_on(clock.sleep(SECOND * 10));
    assert_eq!(clock.elapsed(), SECOND * 10);
    let dropped = clock.sleep(SECOND);
    drop(dropped);
    block_on(clock.sleep(SECOND));
    assert_eq!(clock.elapsed(), SECOND * 11);
}

/// Who has something to do gets turns before a time limit is reached.
#[test]
fn time_stands_still_while_something_goes_on() {
    let clock = TestClock::new();
    let other = clock.clone();
    let steps = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&steps);
    together(vec![
        Box::pin(async move {
            other.sleep(SECOND * 100).await;
            assert_eq!(*counted.lock().unwrap(), 20);
        }),
        Box::pin(async move {
            for _ in 0..20 {
                *steps.lock().unwrap() += 1;
                let mut is_first = true;
                std::future::poll_fn(|cx| {
                    cx.waker().wake_by_ref();
                    if std::mem::take(&mut is_first) { Poll::Pending } else { Poll::Ready(()) }
                })
                .await;
            }
        }),
    ]);
    assert_eq!(clock.elapsed(), SECOND * 100);
}

#[test]
fn a_clock_by_hand_moves_when_it_is_moved() {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let clock = TestClock::starting_at(start).by_hand();
    let mut sleep = pin!(clock.sleep(SECOND * 2));
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        assert!(sleep.as_mut().poll(&mut context).is_pending());
    }
    clock.advance(SECOND);
    assert!(sleep.as_mut().poll(&mut context).is_pending());
    clock.advance(SECOND);
    assert!(sleep.as_mut().poll(&mut context).is_ready());
    assert_eq!(clock.system_time(), start + SECOND * 2);
    // Time that cannot be shown is never reached, and does not panic.
    assert!(clock.sleep(Duration::MAX).as_mut().poll(&mut context).is_pending());
    clock.advance(Duration::MAX / 4);
    assert!(clock.elapsed() > SECOND * 2);
}
