//! Error responses.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};

use super::error::RequestLine;
use super::odata_error::ODataError;
use super::printable::Printable;

/// How many characters of a body that is no OData error the text of an error shows.
const EXCERPT: usize = 200;

/// A response with another status than success, and all that it tells.
pub struct ServiceError {
    request: RequestLine,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    error: Option<ODataError>,
}

impl ServiceError {
    pub(super) fn new(request: RequestLine, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let error = ODataError::parse(&body);
        Self { request, status, headers, body, error }
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

    /// The response's body as it came, of which at most 1 MiB is kept.
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

    /// The caller's name for this exchange, if the service repeats it.
    #[must_use]
    pub fn client_request_id(&self) -> Option<&str> {
        self.identifier("client-request-id")
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
        match &self.error {
            Some(error) => write!(f, ": {error}")?,
            None => {
                let excerpt = self.excerpt();
                if !excerpt.is_empty() {
                    write!(f, ": {}", Printable(&excerpt))?;
                }
            }
        }
        match self.request_id() {
            Some(id) => write!(f, " (request-id {})", Printable(id)),
            None => Ok(()),
        }
    }
}

impl ServiceError {
    /// The start of the body as one line.
    fn excerpt(&self) -> String {
        let text = self.text();
        let mut excerpt = String::new();
        for word in text.split_whitespace() {
            if !excerpt.is_empty() {
                excerpt.push(' ');
            }
            excerpt.extend(word.chars().take(EXCERPT));
            if excerpt.chars().count() >= EXCERPT {
                return excerpt.chars().take(EXCERPT).chain(['…']).collect();
            }
        }
        excerpt
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("request", &self.request)
            .field("status", &self.status)
            .field("error", &self.error)
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}
