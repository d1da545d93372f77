//! A request that can be sent.

use std::sync::Arc;

use http::{HeaderMap, Method, Uri};

use crate::http::body::Body;
use crate::http::pipeline::message::Message;
use crate::http::pipeline::options::CallOptions;
use crate::http::pipeline::template::Template;
use crate::request::client::connection::Connection;

/// A request that can be sent: the caller's part of it.
pub(crate) struct Outgoing {
    pub(crate) client: Connection,
    pub(crate) method: Method,
    pub(crate) url: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// Whether no credential and no secret header go along.
    pub(crate) anonymous: bool,
    pub(crate) template: Template,
    pub(crate) options: Option<Arc<CallOptions>>,
}

impl Outgoing {
    /// A request without body and headers, signed in as the client is.
    pub(crate) fn new(client: Connection, method: Method, url: Uri) -> Self {
        Self {
            client,
            method,
            url,
            headers: HeaderMap::new(),
            body: Body::empty(),
            anonymous: false,
            template: Template::default(),
            options: None,
        }
    }

    /// The client, and what it is to send.
    pub(crate) fn into_parts(self) -> (Connection, Message) {
        let Self { client, method, url, headers, body, anonymous, template, options } = self;
        (client, Message { method, url, headers, body, anonymous, template, options })
    }
}
