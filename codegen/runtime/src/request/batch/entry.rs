//! One request of a batch.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Uri};

use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::fault::exchange_error::RequestLine;
use crate::http::pipeline::headers::replace;
use crate::http::pipeline::redirect;
use crate::http::settings::Settings;
use crate::request::batch::ticket::{Shared, id_of};
use crate::request::outgoing::Outgoing;
use crate::request::target::Target;
use crate::url::address::Origin;
use crate::url::request_error::RequestError;

/// A request as a batch carries it.
pub(super) struct Entry {
    pub(super) line: RequestLine,
    /// Path and query below the service root, without a slash in front.
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The request from whose result it leads on, by its number.
    pub(super) result_of: Option<usize>,
}

impl Entry {
    /// The request, ready to be put into a batch, and as it would be sent by itself.
    pub(super) fn new(
        mut target: Target,
        method: Method,
        body: Body,
        batch: &Arc<Shared>,
    ) -> Result<(Self, Outgoing), Error> {
        let place = target.result_of.take();
        if place.as_ref().is_some_and(|place| !Arc::ptr_eq(&place.batch, batch)) {
            return Err(RequestError::new("the request leads on from the result of a request of another batch").into());
        }
        let mut outgoing = target.into_outgoing(method, body)?;
        if outgoing.anonymous {
            return Err(RequestError::new(
                "an anonymous request cannot be in a batch, which is sent with the credential: send it by itself",
            )
            .into());
        }
        let Some(body) = outgoing.body.as_bytes().cloned() else {
            return Err(RequestError::new(
                "a request whose body is a stream cannot be in a batch: give its content as bytes, or send it by itself",
            )
            .into());
        };
        let settings = &outgoing.client.inner;
        let path = path_below(settings, &outgoing.url)?;
        let headers = headers(settings, &outgoing.headers, !body.is_empty());
        outgoing.body = Body::empty();
        let line = RequestLine { method: outgoing.method.clone(), url: outgoing.url.clone(), attempts: 0, id: None };
        Ok((Self { line, path, headers, body, result_of: place.map(|place| place.index) }, outgoing))
    }

    /// What follows the reference to a result in its path.
    pub(super) fn behind_reference(&self, of: usize) -> &str {
        self.path.get(1 + id_of(of).len()..).unwrap_or_default()
    }

    /// The path without its query.
    pub(super) fn resource(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    pub(super) fn media_type(&self) -> MediaType {
        MediaType::of(&self.headers)
    }
}

/// What follows the service root in a URL.
pub(super) fn path_below(settings: &Settings, url: &Uri) -> Result<String, RequestError> {
    let root = &settings.root_uri;
    let below = url.path_and_query().and_then(|path| path.as_str().strip_prefix(root.path()));
    match below {
        Some(path) if Origin::of(url) == Origin::of(root) => Ok(path.to_owned()),
        _ => Err(RequestError::new(
            "a batch carries requests to URLs below the service root, and this one leads elsewhere: send it by itself",
        )),
    }
}

/// The headers of a request within a batch: those that the client sends with every request but for secrets, and its own. What
/// speaks of the protocol and the credential stands outside.
fn headers(settings: &Settings, own: &HeaderMap, has_body: bool) -> HeaderMap {
    let mut headers = settings.headers.clone();
    redirect::drop_secrets(&mut headers);
    let is_quoted = settings.style.quoted_numbers;
    let json = if is_quoted { "application/json;IEEE754Compatible=true" } else { "application/json" };
    // Where nothing is said, a batch that is JSON is answered in JSON.
    if is_quoted {
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static(json));
    }
    if has_body {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(json));
    }
    replace(&mut headers, own);
    headers
}

/// How a body with a content type stands in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    /// As JSON.
    Json,
    /// As a string.
    Text,
    /// As a string of base64url, unless the service writes text.
    Markup,
    /// As a string of base64url.
    Binary,
    /// Nothing is said.
    Unknown,
}

impl MediaType {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get(CONTENT_TYPE) else { return Self::Unknown };
        let text = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
        let essence = text.split(';').next().unwrap_or_default().trim();
        if essence == "application/json" || essence.ends_with("+json") {
            Self::Json
        } else if essence.starts_with("text/") {
            Self::Text
        } else if essence.ends_with("/xml") || essence.ends_with("+xml") || essence.ends_with("/javascript") {
            Self::Markup
        } else {
            Self::Binary
        }
    }
}
