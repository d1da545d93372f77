//! Test doubles (feature `testing`): a service that answers typed values, a clock that tests control, recorded conversations.
//!
//! | for | names |
//! |---|---|
//! | a service of typed answers | [`FakeService`], [`On`], [`Answer`], [`Asked`] |
//! | time | [`TestClock`], [`block_on`] |
//! | conversations with a real service | [`Recorder`], [`Replay`], [`RecordingError`] |
//!
//! Nothing here needs a network, a port, a thread or a runtime, and nothing waits in real time. A [`FakeService`] is a
//! [`Transport`](crate::Transport): requests, retries, paging, errors and decoding are those of the real client.

mod answer;
mod asked;
mod clock;
mod difference;
mod executor;
mod expectation;
mod fake;
mod mismatch;
mod on;
mod pattern;
mod place;
mod record;
mod redact;
mod reply;

pub use self::answer::Answer;
pub use self::asked::Asked;
pub use self::clock::TestClock;
pub use self::executor::block_on;
pub use self::fake::FakeService;
pub use self::on::On;
pub use self::record::{Recorder, RecordingError, Replay};
