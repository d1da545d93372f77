//! What can go wrong with a request.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode, Uri};

use super::deadline::Elapsed;
use super::link::LinkError;
use super::reply::Reply;
use super::service_error::ServiceError;
use super::transport::{BoxError, TransportError, TransportErrorKind};
use crate::DecodeError;
use crate::edm::text::InvalidLiteral;
use crate::url::address::Origin;
use crate::url::request_error::RequestError;
use crate::url::shown::Excerpt;

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
    /// The credential gave no token; nothing was sent.
    Credential(Box<CredentialError>),
    /// The transport brought no response, or not all of it.
    Transport(Box<ExchangeError>),
    /// A link or redirect of the service was not followed.
    Link(Box<LinkError>),
    /// The service answered with another status than success.
    Service(Box<ServiceError>),
    /// The service answered with success, and with a body that is not what the metadata promises.
    Response(Box<ResponseError>),
}

impl Error {
    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Service(error) => Some(error.status()),
            Self::Response(error) => Some(error.status()),
            _ => None,
        }
    }

    /// The error of the service, if it is one.
    #[must_use]
    pub fn as_service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(self, Self::Service(error) if error.status() == status)
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
        match self {
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
}

/// A text that is not a value of its type is not sent.
impl From<InvalidLiteral> for Error {
    fn from(error: InvalidLiteral) -> Self {
        RequestError::new(error.to_string()).into()
    }
}

/// Method and URL of a request; shown without the query.
#[derive(Clone)]
pub(crate) struct RequestLine {
    pub(crate) method: Method,
    pub(crate) url: Uri,
}

impl fmt::Display for RequestLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.method)?;
        // Not the authority, which may name a user.
        if let Some(origin) = Origin::of(&self.url) {
            origin.fmt(f)?;
        }
        Excerpt(self.url.path()).fmt(f)?;
        f.write_str(if self.url.query().is_some() { "?…" } else { "" })
    }
}

impl fmt::Debug for RequestLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The credential's failure to give a token.
#[derive(Debug)]
pub struct CredentialError {
    source: BoxError,
}

impl CredentialError {
    pub(crate) fn new(source: BoxError) -> Self {
        Self { source }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the credential gave no usable token")
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// A request to which no response came, or not all of it.
#[derive(Debug)]
pub struct ExchangeError {
    request: RequestLine,
    error: TransportError,
}

impl ExchangeError {
    pub(crate) fn new(request: RequestLine, error: TransportError) -> Self {
        Self { request, error }
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

    /// What the transport was doing.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.error.kind()
    }
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.request, self.error)
    }
}

impl std::error::Error for ExchangeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

/// A response whose status tells success and whose body is not what the metadata promises.
pub struct ResponseError {
    reply: Reply,
    error: DecodeError,
}

impl ResponseError {
    pub(crate) fn new(reply: Reply, error: DecodeError) -> Self {
        let error = if reply.source.redact { error.redacted() } else { error };
        Self { reply, error }
    }

    /// Scheme, host and port of the host that answered, if the service redirected the request to one that is not its own and
    /// not allowed ([`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host)).
    #[must_use]
    pub fn foreign_host(&self) -> Option<String> {
        self.reply.source.foreign.as_ref().map(ToString::to_string)
    }

    /// The request's method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.reply.request.method
    }

    /// The request's URL, query included.
    #[must_use]
    pub fn url(&self) -> &Uri {
        &self.reply.request.url
    }

    /// The response's status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The response's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The response's body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.reply.body
    }

    /// What is wrong with the body, and where.
    #[must_use]
    pub fn decode_error(&self) -> &DecodeError {
        &self.error
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reply { request, status, headers, source, .. } = &self.reply;
        write!(f, "{request}: {status}, but the body cannot be decoded: {}", self.error)?;
        match headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default()) {
            Some(content_type) if !names_json(content_type) => {
                write!(f, " (its type is `{}`)", Excerpt(content_type))?;
            }
            _ => {}
        }
        source.fmt(f)
    }
}

/// Whether a media type is JSON or a format built on it, such as `application/problem+json`.
fn names_json(content_type: &str) -> bool {
    content_type.split(['/', '+', '-', ';']).any(|word| word.trim().eq_ignore_ascii_case("json"))
}

/// The body stays out of the text, which may be logged.
impl fmt::Debug for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseError")
            .field("request", &self.reply.request)
            .field("status", &self.reply.status)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}
