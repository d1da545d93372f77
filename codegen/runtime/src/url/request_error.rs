//! Faults of a request that show before it is sent.

use std::borrow::Cow;
use std::fmt;

/// Why a request or a client cannot be built from what the caller gave; nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    reason: Cow<'static, str>,
}

impl RequestError {
    pub(crate) fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for RequestError {}
