//! Error responses.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode, Uri};

use super::exchange_error::RequestLine;
use super::odata_error::ODataError;
use crate::http::reply::Source;
use crate::url::shown::{EXCERPT, Excerpt};

/// A response with another status than success, or one with an error object in a body that the status calls a success, and all
/// that it tells.
///
/// Texts show at most 200 characters of what the service says, and nothing that its body says where the client is built with
/// [`ClientBuilder::redact_errors`](crate::ClientBuilder::redact_errors). The methods give all of it.
pub struct ServiceError {
    request: RequestLine,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    error: Option<ODataError>,
    source: Source,
    /// What the caller can do.
    advice: Option<&'static str>,
}

impl ServiceError {
    pub(crate) fn new(
        request: RequestLine,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        source: Source,
    ) -> Self {
        let error = ODataError::parse(&body);
        Self::of(request, status, headers, body, source, error)
    }

    /// The error of which the body says this.
    pub(crate) fn of(
        request: RequestLine,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        source: Source,
        error: Option<ODataError>,
    ) -> Self {
        Self { request, status, headers, body, error, source, advice: None }
    }

    /// Scheme, host and port of the host that answered, if the service redirected the request to one that is not its own and
    /// not allowed ([`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host)): the error is not the service's then.
    #[must_use]
    pub fn foreign_host(&self) -> Option<String> {
        self.source.foreign.as_ref().map(ToString::to_string)
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.request.attempts
    }

    /// The request's method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.request.method
    }

    /// The request's URL, query included; after redirects, the last one.
    #[must_use]
    pub fn url(&self) -> &Uri {
        &self.request.url
    }

    /// The response's status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The response's body as it came: at most 1 MiB of it, and what came of it in at most 10 seconds.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The response's body as text.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The error that the body tells, if it is an OData error.
    #[must_use]
    pub fn error(&self) -> Option<&ODataError> {
        self.error.as_ref()
    }

    /// The service's code for the error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.error.as_ref().map(|error| error.code.as_str())
    }

    /// The service's words for the error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.error.as_ref().map(|error| error.message.as_str())
    }

    /// The service's name for this exchange, which its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.identifier("request-id")
    }

    /// The caller's name for this exchange: as the service repeats it, else as it was sent in the header `client-request-id`.
    #[must_use]
    pub fn client_request_id(&self) -> Option<&str> {
        self.identifier("client-request-id").or_else(|| self.request.id.as_ref()?.to_str().ok())
    }

    /// An identifier from the header of this name, else from the inner errors.
    fn identifier(&self, name: &str) -> Option<&str> {
        let header = self.headers.get(name).and_then(|value| value.to_str().ok());
        header.or_else(|| self.error.as_ref()?.inner_text(name))
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.request, self.status)?;
        if self.status.is_success() {
            f.write_str(", but the body is an error")?;
        }
        match &self.error {
            _ if self.source.redact => {}
            Some(error) => write!(f, ": {error}")?,
            None => {
                let excerpt = self.excerpt();
                if !excerpt.is_empty() {
                    write!(f, ": {}", Excerpt(&excerpt))?;
                }
            }
        }
        if let Some(id) = self.shown_request_id() {
            write!(f, " (request-id {})", Excerpt(id))?;
        }
        if let Some(id) = self.request.id.as_ref().and_then(|id| id.to_str().ok()) {
            write!(f, " (client-request-id {})", Excerpt(id))?;
        }
        if self.status.is_redirection()
            && !self.headers.contains_key(LOCATION)
            && self.status != StatusCode::NOT_MODIFIED
        {
            f.write_str(" (it has no `Location`, so there is nothing to follow)")?;
        }
        if let Some(advice) = self.advice {
            write!(f, "; {advice}")?;
        }
        self.source.fmt(f)
    }
}

impl ServiceError {
    /// The same error, with what the caller can do.
    pub(crate) fn with_advice(self, advice: &'static str) -> Self {
        Self { advice: Some(advice), ..self }
    }

    /// The same error, of which the service says the status apart from that of its answer.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Whether the service itself answered, with this status.
    pub(crate) fn is_own(&self, status: StatusCode) -> bool {
        self.status == status && self.source.foreign.is_none()
    }

    /// Whether the service itself says that there is nothing.
    pub(crate) fn is_own_not_found(&self) -> bool {
        self.is_own(StatusCode::NOT_FOUND)
    }

    /// Status and headers.
    pub(crate) fn into_head(self) -> (StatusCode, HeaderMap) {
        (self.status, self.headers)
    }

    /// The start of the body as one line, a bit more than is shown.
    fn excerpt(&self) -> String {
        let text = self.text();
        let mut excerpt = String::new();
        for word in text.split_whitespace() {
            if !excerpt.is_empty() {
                excerpt.push(' ');
            }
            excerpt.extend(word.chars().take(EXCERPT + 1));
            if excerpt.len() > 4 * EXCERPT {
                break;
            }
        }
        excerpt
    }

    /// The service's name for this exchange, unless it stands in a body that must not show.
    fn shown_request_id(&self) -> Option<&str> {
        match self.source.redact {
            true => self.headers.get("request-id")?.to_str().ok(),
            false => self.request_id(),
        }
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServiceError").field(&format_args!("{self}")).finish()
    }
}

impl std::error::Error for ServiceError {}
