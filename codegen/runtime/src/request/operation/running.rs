//! Operations as callers see them.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::Method;

use crate::Shape;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::reply::Reply;
use crate::request::call::Request;
use crate::request::client::connection::Connection;
use crate::request::operation::monitor::{Begun, LONGEST, Monitor, begin};
use crate::request::operation::verdict::Wants;
use crate::request::outgoing::Outgoing;
use crate::request::response::{ResponseFuture, awaited};
use crate::request::target::Target;
use crate::url::shown::ShownLink;

/// What [`Request::start`] gives: the service has answered already, or goes on working.
///
/// ```no_run
/// # use odata_runtime::{Error, Operation, Request, Structured};
/// # async fn example<T: Structured>(copy: Request<T>, store: fn(String)) -> Result<(), Error> {
/// let copied = match copy.start().await? {
///     Operation::Done(copied) => copied,
///     Operation::Running(mut running) => {
///         store(running.monitor()); // `client.resume_operation` takes it, also in another run of the program
///         running.wait().await?
///     }
/// };
/// # Ok(())
/// # }
/// ```
#[must_use = "an operation that goes on has no result yet"]
pub enum Operation<S: Shape> {
    /// What the service has answered.
    Done(S::Output),
    /// The service goes on working.
    Running(Running<S>),
}

impl<S: Shape> Operation<S> {
    /// The result, when it is there: see [`Running::wait`].
    ///
    /// # Errors
    ///
    /// See [`Running::wait`].
    pub async fn wait(self) -> Result<S::Output, Error> {
        self.wait_for(LONGEST).await
    }

    /// The result, if it is there before so much time has passed: see [`Running::wait_for`].
    ///
    /// # Errors
    ///
    /// See [`Running::wait`].
    pub async fn wait_for(self, limit: Duration) -> Result<S::Output, Error> {
        match self {
            Self::Done(output) => Ok(output),
            Self::Running(mut running) => running.wait_for(limit).await,
        }
    }
}

impl<S: Shape> fmt::Debug for Operation<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(_) => f.write_str("Done"),
            Self::Running(running) => running.fmt(f),
        }
    }
}

/// A request that the service goes on working at
/// ([Protocol 11.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
///
/// Its status monitor is a URL of the service's, or of another host, which gets neither the credential nor the headers of the request. It is
/// never asked sooner than the service wants (`Retry-After`); where the service says nothing, after a second, and then after pauses that grow
/// up to half a minute. The request itself is never sent again.
#[must_use = "an operation that goes on has no result yet"]
pub struct Running<S> {
    monitor: Box<Monitor>,
    shape: PhantomData<fn() -> S>,
}

impl<S> Running<S> {
    /// The URL of the status monitor, which may be a credential by itself. `Client::resume_operation` takes it.
    #[must_use]
    pub fn monitor(&self) -> String {
        self.monitor.url().to_string()
    }

    /// How long the service asked to wait in its last answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.monitor.retry_after()
    }

    /// How far the operation is, where the monitor says it: `inProgress`, `notStarted`.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        self.monitor.progress.status.as_deref()
    }

    /// How much is done, in percent, where the monitor says it.
    #[must_use]
    pub fn percent_complete(&self) -> Option<f64> {
        self.monitor.progress.percent
    }

    /// What identifies the result, where the monitor says it: the key of a file that was copied.
    #[must_use]
    pub fn resource_id(&self) -> Option<&str> {
        self.monitor.progress.resource_id.as_deref()
    }

    /// Asks the service to give the operation up (`DELETE` of the monitor). Not every service does; it may also be too late.
    ///
    /// # Errors
    ///
    /// See [`Error`]: 405 where the service cannot, 404 where nothing is known of the operation any more.
    pub async fn cancel(self) -> Result<(), Error> {
        self.monitor.cancel().await
    }
}

impl<S: Shape> Running<S> {
    /// Asks the monitor once, when the service wants to be asked, and gives the result if it is there. `None` where the operation goes on;
    /// [`percent_complete`](Self::percent_complete) may say how far it is. After an error it can be called again.
    ///
    /// ```no_run
    /// # use odata_runtime::{Error, Running, Structured};
    /// # async fn example<T: Structured>(mut running: Running<T>) -> Result<(), Error> {
    /// let copied = loop {
    ///     match running.poll_once().await? {
    ///         Some(copied) => break copied,
    ///         None => println!("{:?} %", running.percent_complete()),
    ///     }
    /// };
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`wait`](Self::wait).
    pub async fn poll_once(&mut self) -> Result<Option<S::Output>, Error> {
        self.poll(self.monitor.end(LONGEST)?, LONGEST).await
    }

    /// The result, when it is there, at most a day later.
    ///
    /// # Errors
    ///
    /// The operation's own error where it fails ([`ServiceError`](crate::ServiceError), with its code and message). Where it has not ended in
    /// time, [`Error::is_timeout`] is true; it can be waited for again. Where the monitor is gone, [`Error::is_not_found`] or
    /// [`Error::is_gone`]. A client without a clock cannot wait.
    pub async fn wait(&mut self) -> Result<S::Output, Error> {
        self.wait_for(LONGEST).await
    }

    /// The result, if it is there before so much time has passed. Where the service asks to wait longer than that, this is an error at once.
    ///
    /// # Errors
    ///
    /// See [`wait`](Self::wait).
    pub async fn wait_for(&mut self, limit: Duration) -> Result<S::Output, Error> {
        let end = self.monitor.end(limit)?;
        loop {
            if let Some(output) = self.poll(end, limit).await? {
                return Ok(output);
            }
        }
    }

    async fn poll(&mut self, end: Option<std::time::Instant>, limit: Duration) -> Result<Option<S::Output>, Error> {
        let outcome = self.monitor.poll(Wants::of::<S>(), end, limit).await?;
        outcome.map(read::<S>).transpose()
    }
}

/// The value of an answer, as awaiting gives it.
fn read<S: Shape>(outcome: Result<Reply, Error>) -> Result<S::Output, Error> {
    match outcome {
        Ok(reply) => awaited::<S>(reply),
        Err(Error::Service(error)) if error.is_own_not_found() => S::not_found().ok_or(Error::Service(error)),
        Err(error) => Err(error),
    }
}

/// The URL shows without its query, which may hold secrets.
impl<S> fmt::Debug for Running<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running")
            .field("monitor", &format_args!("{}", ShownLink(&self.monitor())))
            .field("status", &self.status())
            .field("percent_complete", &self.percent_complete())
            .finish()
    }
}

/// Begins what the service may go on working at.
pub(crate) async fn start<S: Shape>(
    outgoing: Result<Outgoing, Error>,
    is_needed: bool,
    brings_entity: bool,
) -> Result<Operation<S>, Error> {
    if !is_needed {
        return ResponseFuture::<S>::without_sending(outgoing).await.map(Operation::Done);
    }
    match begin(outgoing?, brings_entity, S::CONTENT).await {
        Ok(Begun::Running(monitor)) => Ok(Operation::Running(Running { monitor, shape: PhantomData })),
        Ok(Begun::Answered(reply)) => read::<S>(Ok(*reply)).map(Operation::Done),
        Err(error) => read::<S>(Err(error)).map(Operation::Done),
    }
}

impl Connection {
    /// An operation whose monitor has this URL.
    ///
    /// # Errors
    ///
    /// When it is not a URL that can be asked.
    pub fn resume_operation<S>(&self, monitor: &str) -> Result<Running<S>, Error> {
        let monitor = Box::new(Monitor::at(self.clone(), monitor)?);
        Ok(Running { monitor, shape: PhantomData })
    }
}

impl Target {
    /// `GET`, as a request.
    pub fn into_request<S>(self) -> Request<S> {
        Request::new(Method::GET, self, Body::empty())
    }
}
