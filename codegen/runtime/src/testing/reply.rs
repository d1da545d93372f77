//! What a test double answers, as data.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use super::asked::Asked;
use super::pattern::PAGE_OPTION;
use crate::http::body::Body;
use crate::http::transport::{TransportError, TransportErrorKind};
use crate::url::address::split_query;

/// What is answered to one request.
#[derive(Clone, Default)]
pub(super) struct Reply {
    pub(super) status: Option<StatusCode>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) content: Content,
    /// Of an error: its code and its message.
    pub(super) error: Option<(String, String)>,
    /// How long the answer takes.
    pub(super) delay: Duration,
    /// After how many bytes the body breaks off.
    pub(super) breaks_after: Option<usize>,
    /// Why there is no answer.
    pub(super) failure: Option<TransportErrorKind>,
    /// The key of what was created, behind the URL of its collection.
    pub(super) location: Option<String>,
}

/// The body of an answer.
#[derive(Clone, Default)]
pub(super) enum Content {
    /// The caller gave none.
    #[default]
    Unset,
    /// There is none.
    Empty,
    Bytes(Bytes, &'static str),
    /// A type that the caller names in a header.
    Untyped(Bytes),
    Pieces(Vec<Bytes>),
    Page(Page),
    Function(Arc<Function>),
}

pub(super) type Function = dyn Fn(&Asked) -> Response<Body> + Send + Sync;

/// A page of a collection.
#[derive(Clone, Default)]
pub(super) struct Page {
    /// JSON of the items.
    pub(super) items: Vec<String>,
    pub(super) count: Option<u64>,
    pub(super) delta_link: Option<String>,
    /// By which the page is known that comes next.
    pub(super) next: Option<String>,
}

pub(super) const JSON: &str = "application/json";

impl Reply {
    /// Whether the caller described the answer.
    pub(super) fn is_given(&self) -> bool {
        !matches!(self.content, Content::Unset) || self.status.is_some() || self.failure.is_some()
    }

    /// The response, but for the delay.
    pub(super) fn response(&self, asked: &Asked) -> Result<Response<Body>, TransportError> {
        if let Some(kind) = self.failure {
            return Err(TransportError::new(kind, "a test double was asked to fail"));
        }
        let (mut head, body) = match &self.content {
            Content::Function(function) => function(asked).into_parts(),
            _ => Response::new(Body::empty()).into_parts(),
        };
        let (content, content_type) = self.content(asked);
        let body = match content {
            Some(whole) if matches!(self.content, Content::Pieces(_)) => pieces(whole),
            Some(whole) => whole.into_iter().next().unwrap_or_default().into(),
            None => body,
        };
        let default = if body.is_empty() { StatusCode::NO_CONTENT } else { StatusCode::OK };
        match self.status {
            Some(status) => head.status = status,
            None if matches!(self.content, Content::Function(_)) => {}
            None => head.status = default,
        }
        if let Some(content_type) = content_type {
            head.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        if let Some(key) = &self.location
            && let Ok(location) = HeaderValue::try_from(format!("{}{key}", without_query(asked)))
        {
            head.headers.insert(LOCATION, location);
        }
        self.add_headers(&mut head.headers);
        let body = match self.breaks_after {
            Some(end) => broken(body, end, &mut head.headers),
            None => body,
        };
        Ok(Response::from_parts(head, body))
    }

    /// The pieces of the body and its type; `None` where a function gives it.
    fn content(&self, asked: &Asked) -> (Option<Vec<Bytes>>, Option<&'static str>) {
        match &self.content {
            Content::Bytes(bytes, content_type) => (Some(vec![bytes.clone()]), Some(content_type)),
            Content::Untyped(bytes) => (Some(vec![bytes.clone()]), None),
            Content::Pieces(pieces) => (Some(pieces.clone()), None),
            Content::Page(page) => (Some(vec![page.json(asked).into()]), Some(JSON)),
            Content::Function(_) => (None, None),
            Content::Empty => (Some(Vec::new()), None),
            Content::Unset => match self.error_body() {
                Some(body) => (Some(vec![body.into()]), Some(JSON)),
                None => (Some(Vec::new()), None),
            },
        }
    }

    /// The body of an error, where nothing else was given.
    fn error_body(&self) -> Option<String> {
        let status = self.status.filter(|status| status.is_client_error() || status.is_server_error())?;
        let reason = status.canonical_reason().unwrap_or("Error");
        let (code, message) = match &self.error {
            Some((code, message)) => (code.clone(), message.clone()),
            None => (reason.replace([' ', '-', '\''], ""), reason.to_owned()),
        };
        Some(serde_json::json!({ "error": { "code": code, "message": message } }).to_string())
    }

    fn add_headers(&self, headers: &mut HeaderMap) {
        for (index, (name, value)) in self.headers.iter().enumerate() {
            // A header that the caller gives takes the place of one of the fake's own; given twice, both are sent.
            let is_repeated = self.headers.iter().take(index).any(|(earlier, _)| earlier == name);
            if is_repeated {
                headers.append(name, value.clone());
            } else {
                headers.insert(name, value.clone());
            }
        }
    }
}

/// The URL of a request, without its query.
fn without_query(asked: &Asked) -> String {
    let url = asked.url.to_string();
    split_query(&url).0.to_owned()
}

impl Page {
    fn json(&self, asked: &Asked) -> String {
        let mut json = String::from("{");
        if let Some(count) = self.count {
            json += &format!("\"@odata.count\":{count},");
        }
        json += &format!("\"value\":[{}]", self.items.join(","));
        if let Some(next) = &self.next {
            let url = asked.url.to_string();
            let (path, query) = split_query(&url);
            let is_kept = |option: &&str| !option.starts_with(PAGE_OPTION) && !option.starts_with("%24skiptoken");
            let mut options: Vec<&str> = query.into_iter().flat_map(|query| query.split('&')).filter(is_kept).collect();
            let token = format!("{PAGE_OPTION}={next}");
            options.push(&token);
            let link = format!("{path}?{}", options.join("&"));
            json += &format!(",\"@odata.nextLink\":{}", serde_json::Value::from(link));
        }
        if let Some(link) = &self.delta_link {
            json += &format!(",\"@odata.deltaLink\":{}", serde_json::Value::from(link.as_str()));
        }
        json + "}"
    }
}

/// A body of which the first bytes come, and then an error.
fn broken(body: Body, end: usize, headers: &mut HeaderMap) -> Body {
    let Some(whole) = body.as_bytes() else {
        return Body::stream(Pieces { pieces: Vec::new().into_iter(), rest: Some((body, end)), breaks: true }, None);
    };
    headers.entry(CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(whole.len()));
    let pieces = vec![whole.slice(..end.min(whole.len()))];
    Body::stream(Pieces { pieces: pieces.into_iter(), rest: None, breaks: true }, None)
}

fn pieces(pieces: Vec<Bytes>) -> Body {
    Body::stream(Pieces { pieces: pieces.into_iter(), rest: None, breaks: false }, None)
}

struct Pieces {
    pieces: std::vec::IntoIter<Bytes>,
    /// A body that follows, and how many of its bytes do.
    rest: Option<(Body, usize)>,
    /// Whether an error follows.
    breaks: bool,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(piece) = self.pieces.find(|piece| !piece.is_empty()) {
            return Poll::Ready(Some(Ok(piece)));
        }
        if let Some((body, left)) = self.rest.as_mut().filter(|(_, left)| *left > 0)
            && let Some(piece) = std::task::ready!(Pin::new(body).poll_next(cx))
        {
            let piece = piece.map(|piece| piece.slice(..piece.len().min(*left)));
            *left -= piece.as_ref().map_or(*left, Bytes::len);
            return Poll::Ready(Some(piece));
        }
        self.rest = None;
        let breaks = std::mem::take(&mut self.breaks);
        let error = || TransportError::new(TransportErrorKind::Body, "a test double was asked to break the body off");
        Poll::Ready(breaks.then(|| Err(error())))
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("status", &self.status).field("failure", &self.failure).finish_non_exhaustive()
    }
}
