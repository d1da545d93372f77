//! A whole answer, and where it comes from.

use std::fmt;

use bytes::Bytes;
use http::header::{ETAG, HeaderValue, LOCATION};
use http::{HeaderMap, Method, StatusCode};

use super::fault::exchange_error::RequestLine;
use super::fault::odata_error::ODataError;
use super::pipeline::trace;
use super::query_segment::{is_query, is_write};
use crate::url::address::Origin;
use crate::value::json::decode::without_mark;
use crate::value::json::decode_error::{DecodeError, DecodeOptions};
use crate::value::kept::misfit::{Misfit, OnMisfit};
use crate::value::shape::{Content, Shape};

/// A response with a status of success, whole.
pub(crate) struct Reply {
    pub(crate) request: RequestLine,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) options: DecodeOptions,
    pub(crate) on_misfit: Option<OnMisfit>,
    pub(crate) source: Source,
    /// The answer to the request that created the entity which this one reads.
    pub(crate) created: Option<Box<Reply>>,
}

impl Reply {
    /// Whether the answer has no body, or none but blanks, or one that only says that all went well.
    pub(crate) fn is_empty(&self) -> bool {
        self.status == StatusCode::NO_CONTENT
            || without_mark(&self.body).trim_ascii().is_empty()
            || ODataError::is_only_content(&self.body)
    }

    /// Whether there is nothing that a shape with this content could be read from. A text may be empty.
    pub(crate) fn lacks(&self, content: Content) -> bool {
        if content == Content::Text { self.status == StatusCode::NO_CONTENT } else { self.is_empty() }
    }

    /// Whether the service has only begun with what was asked: 202, without the result or with the URL of a monitor
    /// ([Protocol 11.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub(crate) fn is_accepted(&self) -> bool {
        self.status == StatusCode::ACCEPTED && (self.is_empty() || self.headers.contains_key(LOCATION))
    }

    /// Whether this is the answer to a request that changes something, and comes from where that request was meant to go.
    pub(crate) fn is_write(&self) -> bool {
        is_write(&self.request.method, &self.request.url) && (self.source.foreign.is_none() || self.source.anonymous)
    }
}

/// The text of a header, which may hold characters beyond ASCII where it is a URL (RFC 9110, section 5.5 lets them pass).
pub(crate) fn text_of(value: &HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}

/// The identity of what was created or changed
/// ([Protocol 8.3.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
pub(crate) fn entity_id(headers: &HeaderMap) -> Option<&str> {
    text_of(headers.get("OData-EntityId").or_else(|| headers.get("EntityId"))?)
}

impl Reply {
    /// The entity tag of what is read, if the answer is the service's. The header of another POST than one that has created
    /// something does not say what it belongs to (RFC 9110, section 8.8.3).
    fn etag(&self) -> Option<&str> {
        let RequestLine { method, url, .. } = &self.request;
        let is_of_entity = *method != Method::POST || is_query(method, url) || self.status == StatusCode::CREATED;
        let is_trusted = self.source.foreign.is_none() || self.source.anonymous;
        self.headers.get(ETAG).filter(|_| is_of_entity && is_trusted)?.to_str().ok()
    }

    /// Reads the body, and reports what in it does not fit.
    pub(crate) fn decode<S: Shape>(&self) -> Result<S::Output, DecodeError> {
        self.decode_text::<S>(&self.body)
    }

    /// Reads this text in place of the body.
    pub(crate) fn decode_text<S: Shape>(&self, text: &[u8]) -> Result<S::Output, DecodeError> {
        let mut output = S::decode_with(text, self.options)?;
        if let Some(etag) = self.etag() {
            S::keep_etag(&mut output, etag);
        }
        if self.on_misfit.is_some() || cfg!(feature = "tracing") {
            self.report(&S::misfits(&output));
        }
        Ok(output)
    }

    fn report(&self, misfits: &[Misfit<'_>]) {
        for misfit in misfits {
            trace::misfit(misfit);
            if let Some(report) = &self.on_misfit {
                report(misfit);
            }
        }
    }
}

/// Where an answer comes from, and how errors speak of it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The host that is not the service's, if a redirect or an anonymous request led there: its answer is not the service's.
    pub(crate) foreign: Option<Box<Origin>>,
    /// Whether the caller sent the request to that host, anonymously.
    pub(crate) anonymous: bool,
    /// Whether errors say nothing that a body says.
    pub(crate) redact: bool,
}

/// A remark for errors about an answer that is not the service's.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.foreign {
            Some(origin) => write!(f, " (it came from `{origin}`, which is not the service's host)"),
            None => Ok(()),
        }
    }
}
