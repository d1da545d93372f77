//! A whole answer, and where it comes from.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::error::RequestLine;
use crate::url::address::Origin;
use crate::value::json::decode_error::DecodeOptions;

/// A response with a status of success, whole.
pub(crate) struct Reply {
    pub(crate) request: RequestLine,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) options: DecodeOptions,
    pub(crate) source: Source,
}

/// Where an answer comes from, and how errors speak of it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The host that is not the service's, if a redirect or an anonymous request led there: its answer is not the service's.
    pub(crate) foreign: Option<Box<Origin>>,
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
