//! A request on its way to the transport.

use std::sync::Arc;

use http::{HeaderMap, Method, Uri};

use super::options::CallOptions;
use super::template::Template;
use crate::http::body::Body;

/// A request as its caller put it together.
pub(crate) struct Message {
    pub(crate) method: Method,
    pub(crate) url: Uri,
    /// Those of the request alone.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// Whether no credential and no secret header go along.
    pub(crate) anonymous: bool,
    pub(crate) template: Template,
    pub(crate) options: Option<Arc<CallOptions>>,
}
