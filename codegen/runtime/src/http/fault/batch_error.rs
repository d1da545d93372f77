//! Requests of a batch that have no answer of their own.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, Method, Uri};

use super::error::Error;
use super::exchange_error::RequestLine;
use crate::http::pipeline::repetition::Failure;
use crate::http::query_segment::is_write;
use crate::http::transport::TransportErrorKind;
use crate::url::shown::Excerpt;

/// A request of a [`Batch`](crate::Batch) that has no answer of its own: the call that was to carry it failed, or what came back does
/// not say what became of it.
///
/// An answer with an error status is [`Error::Service`], as it is without a batch.
#[derive(Debug)]
pub struct BatchError {
    request: RequestLine,
    lack: Lack,
}

/// Why a request has no answer.
#[derive(Debug)]
pub(crate) enum Lack {
    /// The call that carried it failed.
    Call(Arc<Error>),
    /// An earlier call failed, so that this one was not made.
    NotSent(Arc<Error>),
    /// The answer to the call holds none for it; perhaps one for an unknown request, and perhaps it cannot be read to its end.
    Missing { unknown: Option<String>, fault: Option<String> },
    /// The answer to the call holds several for it.
    Doubled,
    /// The answer for it has not the form that a batch asks for.
    Malformed(String),
    /// A request that it depends on failed, so it was not sent.
    Dependency(RequestLine),
}

impl BatchError {
    pub(crate) fn new(request: RequestLine, lack: Lack) -> Self {
        Self { request, lack }
    }

    /// The request's method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.request.method
    }

    /// The request's URL, query included.
    #[must_use]
    pub fn url(&self) -> &Uri {
        &self.request.url
    }

    /// The error of the call that carried the request, or of an earlier one of the batch, after which this one was not made.
    #[must_use]
    pub fn cause(&self) -> Option<&Error> {
        match &self.lack {
            Lack::Call(cause) | Lack::NotSent(cause) => Some(cause),
            Lack::Missing { .. } | Lack::Doubled | Lack::Malformed(_) | Lack::Dependency(_) => None,
        }
    }

    /// See [`Error::attempts`].
    pub(crate) fn attempts(&self) -> u32 {
        self.request.attempts
    }

    /// See [`Error::is_retryable`].
    pub(crate) fn is_retryable(&self) -> bool {
        match &self.lack {
            Lack::Call(cause) => Failure::of_error(cause)
                .is_some_and(|failure| failure.allows(&self.request.method, &self.request.url, &HeaderMap::new())),
            Lack::NotSent(cause) => Failure::of_error(cause).is_some(),
            Lack::Missing { .. } | Lack::Doubled | Lack::Malformed(_) | Lack::Dependency(_) => false,
        }
    }

    /// Whether the service may have carried the request out: one that changes something **must not be sent again** before that is known.
    #[must_use]
    pub fn may_be_done(&self) -> bool {
        match &self.lack {
            Lack::Call(cause) => may_be_done(cause),
            Lack::Missing { .. } | Lack::Doubled | Lack::Malformed(_) => true,
            Lack::NotSent(_) | Lack::Dependency(_) => false,
        }
    }
}

/// Whether a service may have carried out what it got in a call that ended so.
fn may_be_done(call: &Error) -> bool {
    match call {
        Error::Request(_) | Error::Credential(_) | Error::Batch(_) => false,
        Error::Transport(error) => !matches!(error.kind(), TransportErrorKind::Request | TransportErrorKind::Connect),
        // Other statuses refuse the whole call.
        Error::Service(error) => {
            let status = error.status();
            status.is_success() || (status.is_server_error() && !matches!(status.as_u16(), 501 | 503))
        }
        Error::Link(_) => false,
        Error::Response(_) | Error::Policy(_) | Error::Transfer(_) => true,
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.request)?;
        match &self.lack {
            Lack::Call(cause) => write!(f, "the batch that carried it failed: {cause}")?,
            Lack::NotSent(cause) => write!(f, "it was not sent, because an earlier call of the batch failed: {cause}")?,
            Lack::Missing { unknown, fault } => {
                f.write_str("the answer to the batch holds none for it")?;
                if let Some(id) = unknown {
                    write!(f, ", and one for `{}`, which is not the id of a request", Excerpt(id))?;
                }
                if let Some(fault) = fault {
                    write!(f, "; it cannot be read to its end: {fault}")?;
                }
            }
            Lack::Doubled => f.write_str("the answer to the batch holds several for it")?,
            Lack::Malformed(fault) => write!(f, "the batch's answer for it cannot be read: {fault}")?,
            Lack::Dependency(other) => {
                write!(f, "it was not sent, because a request that it depends on failed: {other}")?;
            }
        }
        if is_write(&self.request.method, &self.request.url) && self.may_be_done() {
            f.write_str("; it may be done, so it must not be sent again before that is known")?;
        }
        Ok(())
    }
}

/// The text names the cause, so the chain goes on behind it.
impl std::error::Error for BatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().and_then(std::error::Error::source)
    }
}
