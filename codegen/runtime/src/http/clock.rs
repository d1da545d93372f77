//! Time, as a client sees it.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::transport::BoxFuture;

/// What tells a client the time and lets it wait: deadlines are measured by it.
///
/// With the feature `reqwest` (on by default) a client uses tokio's clock unless it is given another one. Tests
/// implement this trait to decide themselves how time passes.
///
/// ```
/// use std::time::{Duration, Instant, SystemTime};
/// use generated::ClientBuilder;
/// use odata_runtime::{BoxFuture, Clock, Service};
///
/// /// A clock that stands still: no deadline is ever reached.
/// struct Stopped(Instant);
///
/// impl Clock for Stopped {
///     fn now(&self) -> Instant {
///         self.0
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
///         Box::pin(std::future::pending())
///     }
/// }
///
/// let client = ClientBuilder::new(Service::new("https://example.com/odata/")).clock(Stopped(Instant::now())).build()?;
/// # Ok::<(), odata_runtime::Error>(())
/// ```
pub trait Clock: Send + Sync {
    /// The present moment; it is never earlier than one that was given before.
    fn now(&self) -> Instant;

    /// A future that ends when `duration` has passed. Dropping it leaves nothing running.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Whether [`sleep`](Self::sleep) ever ends where it is called now; otherwise nothing is sent again after a wait. By default yes.
    fn can_sleep(&self) -> bool {
        true
    }

    /// The date and time of day: that of the system, unless the clock is another one. It may be set back.
    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }

    fn can_sleep(&self) -> bool {
        (**self).can_sleep()
    }

    fn system_time(&self) -> SystemTime {
        (**self).system_time()
    }
}

/// The clock of a client that was given none.
#[cfg(feature = "__reqwest")]
pub(crate) fn default_clock() -> Option<Arc<dyn Clock>> {
    Some(Arc::new(TokioClock))
}

/// The clock of a client that was given none.
#[cfg(not(feature = "__reqwest"))]
pub(crate) fn default_clock() -> Option<Arc<dyn Clock>> {
    None
}

/// The clock of the tokio runtime that polls a request. Outside of one nothing can wake a future, and sleep never ends.
#[cfg(feature = "__reqwest")]
struct TokioClock;

#[cfg(feature = "__reqwest")]
impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match tokio::runtime::Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(duration)),
            Err(_) => Box::pin(std::future::pending()),
        }
    }

    fn can_sleep(&self) -> bool {
        tokio::runtime::Handle::try_current().is_ok()
    }
}
