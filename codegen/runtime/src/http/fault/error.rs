//! What can go wrong with a request.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::{ETAG, LOCATION};
use http::{HeaderMap, HeaderName, StatusCode};

use super::batch_error::BatchError;
use super::exchange_error::ExchangeError;
use super::response_error::ResponseError;
use super::service_error::ServiceError;
use super::transfer_error::TransferError;
use crate::edm::text::InvalidLiteral;
use crate::http::credential::error::CredentialError;
use crate::http::deadline::Elapsed;
use crate::http::link::LinkError;
use crate::http::pipeline::policy::PolicyError;
use crate::http::pipeline::repetition::Failure;
use crate::http::pipeline::retry_after::retry_after;
use crate::http::reply::{entity_id, text_of};
use crate::http::transport::TransportErrorKind;
use crate::url::request_error::RequestError;

/// Why a request gave no value.
///
/// Texts (`Display` and `Debug`, sources included) show URLs without their query and no header, so that they can be logged. Of
/// what a service answered they show at most 200 characters, and nothing with
/// [`ClientBuilder::redact_errors`](crate::ClientBuilder::redact_errors). Methods give all of it: `url()`, `link()`,
/// `headers()` and `body()` may hold secrets.
///
/// ```no_run
/// # async fn example(client: generated::Client) -> Result<(), odata_runtime::Error> {
/// match client.at::<odata_runtime::Nothing>("reports").await {
///     Err(error) if error.is_not_found() => println!("no such report"),
///     Err(odata_runtime::Error::Service(error)) => println!("{} {:?}", error.status(), error.code()),
///     other => other?,
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request or the client cannot be built from what the caller gave; nothing was sent.
    Request(Box<RequestError>),
    /// The credential gave no token: nothing was sent, or the service refused what was sent and asked for claims.
    Credential(Box<CredentialError>),
    /// The transport brought no response, or not all of it.
    Transport(Box<ExchangeError>),
    /// A link or redirect of the service was not followed.
    Link(Box<LinkError>),
    /// The service answered with another status than success, or with an error object in a body that it called a success.
    Service(Box<ServiceError>),
    /// The service answered with success, and with a body that is not what the metadata promises, or with none: see
    /// [`Error::is_done`], [`Error::is_accepted`] and [`Error::is_absent`].
    Response(Box<ResponseError>),
    /// A request of a [`Batch`](crate::Batch) has no answer of its own.
    Batch(Box<BatchError>),
    /// A policy of the caller's own did not let the request through.
    Policy(Box<PolicyError>),
    /// An upload or a download in parts ended before all had arrived.
    Transfer(Box<TransferError>),
}

impl Error {
    /// The error of the call: that of the batch where it carried the request.
    fn of_call(&self) -> &Self {
        match self {
            Self::Batch(error) => error.cause().unwrap_or(self),
            _ => self,
        }
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.of_call() {
            Self::Service(error) => Some(error.status()),
            Self::Response(error) => Some(error.status()),
            Self::Transport(error) => error.answered.as_ref().map(|head| head.status),
            _ => None,
        }
    }

    /// Whether the service has done what the request asked for, although no value came of it: **do not send it again**.
    ///
    /// So it is where a request that changes something (`POST`, `PATCH`, `PUT`, `DELETE`) was answered with success, and then
    /// without the entity that it created, with a body that cannot be decoded, or with one that broke off. What is known of the
    /// result is in [`location`](Self::location), [`entity_id`](Self::entity_id) and [`etag`](Self::etag).
    ///
    /// A request that the service has only accepted is not done yet: see [`is_accepted`](Self::is_accepted).
    ///
    /// ```no_run
    /// # use generated::{At, Error, Instance, Many, Structured};
    /// # async fn example<T: Structured>(people: At<Many<T>>, ada: T) -> Result<(), Error> {
    /// match people.create(ada).await {
    ///     Ok(_created) => {}
    ///     Err(error) if error.is_done() => println!("created as {:?}", error.entity_id().or(error.location())),
    ///     Err(error) if error.is_accepted() => println!("will be created: {:?}", error.location()),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_done(&self) -> bool {
        match self {
            Self::Response(error) => error.is_done(),
            Self::Transport(error) => error.is_done(),
            _ => false,
        }
    }

    /// 202: the service has accepted the request and goes on working at it. [`location`](Self::location) is the URL of the
    /// status monitor then, if there is one, which may be on another host
    /// ([Protocol 11.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). Nothing was sent there.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Response(error) if error.is_accepted())
    }

    /// 204, or another success without a body, where one entity or value was asked for: nothing is there
    /// ([Protocol 11.2.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). `.optional()` makes `None` of
    /// this, and of 404, which is [`is_not_found`](Self::is_not_found).
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Response(error) if error.is_absent())
    }

    /// The header `Location` of an answer that was a success: where what was created is, or of what was
    /// [accepted](Self::is_accepted), where the service shows its progress. As the service sent it, so it may be relative.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.header_of_success(&LOCATION)
    }

    /// The header `OData-EntityId` of an answer that was a success: the identity of what was created or changed
    /// ([Protocol 8.3.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    #[must_use]
    pub fn entity_id(&self) -> Option<&str> {
        entity_id(self.success()?)
    }

    /// The header `ETag` of an answer that was a success: the entity tag of what was created or changed.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.header_of_success(&ETAG)
    }

    /// How long the service asks to wait before the request is sent again, or before its monitor is asked: `Retry-After` in seconds,
    /// which may be decimal, or as a date by the service's own clock, and `retry-after-ms`. `None` where it says nothing.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let headers = match self.of_call() {
            Self::Service(error) => error.headers(),
            _ => self.success()?,
        };
        retry_after(headers, SystemTime::now)
    }

    /// How often the request was sent, where the error is about what came of that; otherwise 0.
    ///
    /// More than 1 for a request that changes something, and for a status such as 404 or 412, may mean that an earlier attempt has
    /// done what was asked, although its answer was lost.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Transport(error) => error.request.attempts,
            Self::Service(error) => error.attempts(),
            Self::Response(error) => error.attempts(),
            Self::Batch(error) => error.attempts(),
            Self::Request(_) | Self::Credential(_) | Self::Link(_) | Self::Policy(_) | Self::Transfer(_) => 0,
        }
    }

    /// Whether it is safe to send the same request again later, and may end better: the service was not reached or too busy, or the
    /// request has an idempotent method and its outcome is unknown. [`retry_after`](Self::retry_after) says when.
    ///
    /// The client has tried again already, as far as its [`Retry`](crate::Retry) allows ([`attempts`](Self::attempts)).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let (method, url) = match self {
            Self::Transport(error) => (error.method(), error.url()),
            Self::Service(error) => (error.method(), error.url()),
            Self::Batch(error) => return error.is_retryable(),
            Self::Request(_)
            | Self::Credential(_)
            | Self::Link(_)
            | Self::Response(_)
            | Self::Policy(_)
            | Self::Transfer(_) => {
                return false;
            }
        };
        Failure::of_error(self).is_some_and(|failure| failure.allows(method, url, &HeaderMap::new()))
    }

    fn header_of_success(&self, name: &HeaderName) -> Option<&str> {
        text_of(self.success()?.get(name)?)
    }

    /// The headers of an answer whose status tells success.
    fn success(&self) -> Option<&HeaderMap> {
        match self {
            Self::Response(error) => Some(error.headers()),
            Self::Transport(error) => error.answered.as_ref().map(|head| &head.headers),
            _ => None,
        }
    }

    /// The error of the service, if it is one.
    #[must_use]
    pub fn as_service(&self) -> Option<&ServiceError> {
        match self.of_call() {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(self.of_call(), Self::Service(error) if error.status() == status)
    }

    /// 304: what the caller holds is up to date.
    #[must_use]
    pub fn is_not_modified(&self) -> bool {
        self.has_status(StatusCode::NOT_MODIFIED)
    }

    /// 401: the request was not signed in, or its token is no longer valid.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// 403: the request's identity may not do this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// 404: nothing is there.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// 409: the request contradicts the state of the service.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// 410: it was there; of a delta link, that it has expired.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.has_status(StatusCode::GONE)
    }

    /// 412: somebody else changed it since its entity tag was read.
    #[must_use]
    pub fn is_precondition_failed(&self) -> bool {
        self.has_status(StatusCode::PRECONDITION_FAILED)
    }

    /// 429: too many requests.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// 501: the service does not do this.
    #[must_use]
    pub fn is_not_implemented(&self) -> bool {
        self.has_status(StatusCode::NOT_IMPLEMENTED)
    }

    /// Whether a limit of time was exceeded on the way, by the service or by the credential.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self.of_call() {
            Self::Transport(error) => error.kind() == TransportErrorKind::Timeout,
            Self::Credential(error) => error.source.is::<Elapsed>(),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Link(error) => error.fmt(f),
            Self::Service(error) => error.fmt(f),
            Self::Response(error) => error.fmt(f),
            Self::Batch(error) => error.fmt(f),
            Self::Policy(error) => error.fmt(f),
            Self::Transfer(error) => error.fmt(f),
        }
    }
}

/// The variants' own texts stand for the error, so the chain goes on behind them.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => error.source(),
            Self::Credential(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Link(error) => error.source(),
            Self::Service(error) => error.source(),
            Self::Response(error) => error.source(),
            Self::Batch(error) => error.source(),
            Self::Policy(error) => error.source(),
            Self::Transfer(error) => error.source(),
        }
    }
}

macro_rules! from_variants {
    ($($variant:ident($error:ty))*) => {$(
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::$variant(Box::new(error))
            }
        }
    )*};
}

from_variants! {
    Request(RequestError)
    Credential(CredentialError)
    Transport(ExchangeError)
    Link(LinkError)
    Service(ServiceError)
    Response(ResponseError)
    Batch(BatchError)
    Policy(PolicyError)
    Transfer(TransferError)
}

/// A text that is not a value of its type is not sent.
impl From<InvalidLiteral> for Error {
    fn from(error: InvalidLiteral) -> Self {
        RequestError::new(error.to_string()).into()
    }
}
