//! Requests that were sent, and those to which no whole response came.

use std::fmt;

use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::http::query_segment::is_write;
use crate::http::transport::{TransportError, TransportErrorKind};
use crate::url::address::Origin;
use crate::url::shown::Excerpt;

/// Method and URL of a request; shown without the query.
#[derive(Clone)]
pub(crate) struct RequestLine {
    pub(crate) method: Method,
    pub(crate) url: Uri,
    /// How often it was sent.
    pub(crate) attempts: u32,
    /// The caller's name for it, as it was sent to the service.
    pub(crate) id: Option<HeaderValue>,
}

impl fmt::Display for RequestLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.method)?;
        // Not the authority, which may name a user.
        if let Some(origin) = Origin::of(&self.url) {
            origin.fmt(f)?;
        }
        Excerpt(self.url.path()).fmt(f)?;
        f.write_str(if self.url.query().is_some() { "?…" } else { "" })?;
        match self.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " (attempt {attempts})"),
        }
    }
}

impl fmt::Debug for RequestLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A request to which no response came, or not all of it.
#[derive(Debug)]
pub struct ExchangeError {
    pub(super) request: RequestLine,
    error: TransportError,
    /// The head of the response, if one came that tells success.
    pub(super) answered: Option<Box<Head>>,
}

/// Status and headers of a response.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

impl ExchangeError {
    pub(crate) fn new(request: RequestLine, error: TransportError) -> Self {
        Self { request, error, answered: None }
    }

    /// The same where a response that tells success broke off behind its head.
    pub(crate) fn behind(mut self, head: Head) -> Self {
        self.answered = Some(Box::new(head));
        self
    }

    /// Whether the response tells success, to a request that changes something.
    pub(crate) fn is_done(&self) -> bool {
        self.answered.is_some() && is_write(&self.request.method, &self.request.url)
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
        write!(f, "{}: ", self.request)?;
        if let Some(head) = &self.answered {
            write!(f, "{}", head.status)?;
            f.write_str(if is_write(&self.request.method, &self.request.url) {
                ", so this is done and must not be sent again, but "
            } else {
                ", but "
            })?;
        }
        self.error.fmt(f)
    }
}

impl std::error::Error for ExchangeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}
