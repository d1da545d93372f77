//! Operations that a service goes on working at: monitors, results, limits of time.

mod bad;
mod monitors;
mod start;
mod states;

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::internal::{
    BoxFuture, Client, Clock, Error, Field, Operation, Ref, Request, Retry, Running, Shape, Slot, Structured, TypeInfo,
};
use crate::sample::structured;
use crate::transport::support::{Answer, Fake, block_on};

structured!(Item, "Shop.Item", TypeInfo::EMPTY, {
    0 id "id": String,
    1 name "name": String,
});

structured!(Job, "Shop.Job", TypeInfo::EMPTY, {
    0 id "id": String,
    1 status "status": String,
});

/// A clock that goes on by itself, as far as somebody sleeps.
#[derive(Clone)]
struct Jumping(Arc<State>);

struct State {
    start: Instant,
    slept: Mutex<Vec<Duration>>,
    passed: Mutex<Duration>,
}

impl Jumping {
    fn new() -> Self {
        Self(Arc::new(State { start: Instant::now(), slept: Mutex::default(), passed: Mutex::default() }))
    }

    /// The pauses that were made, in milliseconds.
    fn slept(&self) -> Vec<u128> {
        self.0.slept.lock().unwrap().iter().map(Duration::as_millis).collect()
    }
}

impl Clock for Jumping {
    fn now(&self) -> Instant {
        self.0.start + *self.0.passed.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Sleep { duration, clock: self.clone() })
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
}

struct Sleep {
    duration: Duration,
    clock: Jumping,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        self.clock.0.slept.lock().unwrap().push(self.duration);
        *self.clock.0.passed.lock().unwrap() += self.duration;
        Poll::Ready(())
    }
}

/// A client whose service answers so, its clock, and what it was asked.
fn service(answers: impl IntoIterator<Item = Answer>) -> (Client, Jumping, Fake) {
    let (fake, clock) = (Fake::new(answers), Jumping::new());
    (fake.builder().clock(clock.clone()).retry(Retry::none()).build().unwrap(), clock, fake)
}

fn copy<S>(client: &Client) -> Request<S> {
    client.action("copy", [])
}

/// An operation that has begun.
fn running<S: Shape>(client: &Client) -> Running<S> {
    match block_on(copy::<S>(client).start()).unwrap() {
        Operation::Running(running) => running,
        other => panic!("{other:?}"),
    }
}

const MONITOR: &[(&str, &str)] = &[("Location", "https://example.com/odata/jobs/1")];
const ELSEWHERE: &[(&str, &str)] = &[("Location", "https://jobs.example/1?sig=s")];

/// What waiting gives where an operation is accepted with a monitor of the service, and its answers are these.
fn waited<S: Shape>(answers: impl IntoIterator<Item = Answer>) -> (Result<S::Output, Error>, Fake) {
    let (client, _, fake) = service([Answer(202, MONITOR, "")].into_iter().chain(answers));
    let result = block_on(running::<S>(&client).wait());
    (result, fake)
}
