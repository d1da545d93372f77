//! A request while it is being put together.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::sync::Arc;

use http::uri::InvalidUri;
use http::{HeaderMap, Method, Uri};
use serde::Serialize;

use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::link;
use crate::http::pipeline::options::CallOptions;
use crate::http::pipeline::template::{Marks, Template};
use crate::http::reply::Reply;
use crate::query::options;
use crate::query::options::Options;
use crate::request::batch::ticket::Place;
use crate::request::client::connection::Connection;
use crate::request::client::parse::parse_header;
use crate::request::key::Key;
use crate::request::link::{Link, is_system_option};
use crate::request::outgoing::Outgoing;
use crate::request::read::consistency;
use crate::request::read::long_query::{LONGEST, too_long};
use crate::request::read::paging::Pages;
use crate::request::response::{Response, ResponseFuture, Sent};
use crate::url::address::{
    encode_illegal, has_dot_segment, is_dot_segment, push_query_option, push_segment_text, scheme, split_query,
};
use crate::url::literal::Literal;
use crate::url::request_error::RequestError;
use crate::url::shown::ShownLink;
use crate::url::text::Text;
use crate::value::json::writer::marked_json;
use crate::{Page, Shape};

/// Where a request goes and what the caller added to it. Faults are kept and show when it is sent, so
/// that paths can be written as one expression.
#[derive(Clone)]
#[allow(missing_debug_implementations, reason = "positions and requests show it in their own way")]
pub struct Target {
    pub(super) client: Connection,
    /// The URL so far: the service root, a path and a query, percent-encoded; or a link of the service's, as it came.
    pub(super) text: Text,
    /// Where the query begins, behind its `?`, if there is any.
    pub(super) query: Option<NonZeroUsize>,
    /// What is known of the link with which it began.
    pub(super) link: Option<Link>,
    /// Whether no credential and no secret header go along, wherever it leads.
    pub(super) anonymous: bool,
    /// From where to where in the text there is a cast of the entity itself.
    pub(super) cast: Option<(usize, usize)>,
    pub(super) headers: Option<Box<HeaderMap>>,
    /// The request of a batch whose result it leads on from.
    pub(super) result_of: Option<Place>,
    /// Where in the text values stand.
    marks: Marks,
    pub(super) options: Option<Arc<CallOptions>>,
}

/// What the paths and queries of nearly all requests fit in.
const ROOM: usize = 256;

impl Target {
    pub(crate) fn new(client: Connection) -> Self {
        let root = &client.inner.root;
        let mut url = String::with_capacity(root.len() + ROOM);
        url.push_str(root);
        Self::of_text(client, url, None)
    }

    pub(crate) fn link(client: Connection, link: &str) -> Self {
        let mut target = Self::of_text(client, link.to_owned(), Some(Link::AsItCame));
        target.marks.lose();
        target
    }

    fn of_text(client: Connection, text: String, link: Option<Link>) -> Self {
        Self {
            text: Text::of(text),
            client,
            query: None,
            link,
            anonymous: false,
            cast: None,
            headers: None,
            marks: Marks::default(),
            options: None,
            result_of: None,
        }
    }

    /// A URL that is requested without the credential.
    pub(crate) fn anonymous(client: Connection, url: &str) -> Self {
        Self { anonymous: true, ..Self::link(client, url) }
    }

    pub(crate) fn client(&self) -> &Connection {
        &self.client
    }

    /// Appends a segment with this name.
    pub(crate) fn segment(&mut self, name: &str) {
        if name.is_empty() || is_dot_segment(name) {
            return self.fail(RequestError::new(format!("`{name}` cannot be a path segment")));
        }
        self.lead_on(|path, _| {
            start_segment(path);
            push_segment_text(path, name);
            Ok(())
        });
    }

    /// Appends a segment that is the name of a type.
    pub(crate) fn cast(&mut self, name: &str) {
        let (casts, start) = (self.cast, self.path_end());
        self.segment(name);
        let start = casts.filter(|(_, end)| *end == start).map_or(start, |(start, _)| start);
        self.cast = Some((start, self.path_end()));
    }

    fn path_end(&self) -> usize {
        self.query.map_or(self.text.url.len(), |query| query.get() - 1)
    }

    /// Appends a call of a function: `name(p='v',q=@q)`.
    pub fn function(&mut self, name: &str, parameters: &[(&str, Literal)]) {
        self.operation(name);
        let start = self.path_end();
        let empty_parentheses = self.client.inner.service.empty_parentheses;
        self.extend(|path, query| {
            if parameters.is_empty() {
                path.push_str(if empty_parentheses { "()" } else { "" });
                return Ok(());
            }
            for (index, (name, value)) in parameters.iter().enumerate() {
                path.push(if index == 0 { '(' } else { ',' });
                push_segment_text(path, name);
                path.push('=');
                if value.needs_alias() {
                    let alias = push_alias(query, name, &value.text()?);
                    push_segment_text(path, &alias);
                } else {
                    value.push_to_path(path)?;
                }
            }
            path.push(')');
            Ok(())
        });
        if self.path_end() > start {
            self.marks.value(start, self.path_end());
        }
    }

    /// Appends a segment that is the name of a function or action.
    pub(crate) fn operation(&mut self, name: &str) {
        self.segment(name);
        let end = self.path_end();
        let path = self.text.url.get(..end).unwrap_or_default();
        self.marks.operation(path.rfind('/').map_or(end, |slash| slash + 1), end);
    }

    /// Appends a key to the collection.
    pub fn key(&mut self, key: &Key) {
        let key_as_segment = self.client.inner.service.key_as_segment;
        let (cast, start) = (self.cast, self.path_end());
        self.lead_on(|path, _| key.push_to_path(path, key_as_segment));
        self.marks.value(start, self.path_end());
        self.cast = cast;
    }

    /// Appends a path and a query that are URL text already.
    pub(crate) fn raw(&mut self, path_and_query: &str) {
        self.text.present = options::ANY;
        self.marks.lose();
        let path_and_query = self.client.inner.without_root_path(path_and_query);
        self.lead_on(|path, query| {
            let text = path_and_query.strip_prefix('/').unwrap_or(path_and_query);
            let invalid = |what| {
                let shown = ShownLink(text);
                Err(RequestError::new(format!("`{shown}` is not a path below the service root: {what}")))
            };
            let (raw_path, raw_query) = split_query(text);
            if text.chars().any(char::is_control)
                || text.as_bytes().contains(&b'#')
                || raw_path.as_bytes().contains(&b'\\')
            {
                return invalid("it holds a control character, `#` or a backslash");
            }
            if raw_path.starts_with('/') || scheme(raw_path).is_some_and(|scheme| matches!(scheme, "http" | "https")) {
                return invalid("it is not relative");
            }
            if has_dot_segment(raw_path) {
                return invalid("it holds a `.` or `..` segment");
            }
            path.push_str(&encode_illegal(raw_path));
            if let Some(raw_query) = raw_query {
                let encoded = encode_illegal(&format!("?{raw_query}"));
                query.push_str(encoded.trim_start_matches('?'));
            }
            Ok(())
        });
    }

    pub fn query_option(&mut self, name: &str, value: &str) {
        self.text.present = options::ANY;
        if !(if is_system_option(name) { self.open_query() } else { self.open_link() }) {
            return;
        }
        self.extend(|_, query| {
            if name.is_empty() {
                return Err(RequestError::new("a query option needs a name"));
            }
            push_query_option(query, name, value);
            Ok(())
        });
    }

    /// Appends segments that are URL text already.
    pub(crate) fn encoded_segments(&mut self, segments: &str) {
        self.lead_on(|path, _| {
            start_segment(path);
            path.push_str(segments);
            Ok(())
        });
    }

    /// Rewrites the query, which is URL text.
    #[inline]
    pub(crate) fn query(&mut self, rewrite: impl FnOnce(Options, &mut Text)) {
        if !self.open_query() {
            return;
        }
        let start = self.query.map_or(self.text.url.len() + 1, NonZeroUsize::get);
        rewrite(Options::of_request(start), &mut self.text);
        self.query = NonZeroUsize::new(start).filter(|_| self.text.url.len() >= start);
    }

    pub fn header(&mut self, name: &str, value: &str) {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.headers.get_or_insert_default().append(name, value);
            }
            Err(fault) => self.fail(fault),
        }
    }

    /// Sets a header that a request of this kind has once, whatever the caller said before.
    pub fn set_header(&mut self, name: &str, value: &str) {
        if let Some(headers) = &mut self.headers {
            headers.remove(name);
        }
        self.header(name, value);
    }

    /// Keeps the first fault.
    pub(crate) fn fail(&mut self, fault: RequestError) {
        self.text.fail(fault);
    }

    /// The body with this text; where there is none, the fault is kept.
    pub(crate) fn body(&mut self, text: Result<String, RequestError>) -> Body {
        match text {
            Ok(text) => match self.client.inner.style.settle(&text) {
                Cow::Borrowed(_) => Body::from(text),
                Cow::Owned(settled) => Body::from(settled),
            },
            Err(fault) => {
                self.fail(fault);
                Body::empty()
            }
        }
    }

    /// The body that is this value as JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Body {
        let text = marked_json(value);
        self.body(text.map_err(|error| RequestError::new(format!("the body cannot be written as JSON: {error}"))))
    }

    /// Goes on in the path, and in the query behind it, to another resource.
    fn lead_on(&mut self, extend: impl FnOnce(&mut String, &mut String) -> Result<(), RequestError>) {
        self.cast = None;
        if self.link.is_none() || self.leave_link() {
            self.extend(extend);
        }
    }

    /// Goes on in the path, and in the query behind it.
    fn extend(&mut self, extend: impl FnOnce(&mut String, &mut String) -> Result<(), RequestError>) {
        let url = &mut self.text.url;
        let mut query = String::new();
        if let Some(start) = self.query.take() {
            query = url.split_off(start.get());
            url.pop();
        }
        let extended = extend(url, &mut query);
        if !query.is_empty() {
            url.push('?');
            self.query = NonZeroUsize::new(url.len());
            url.push_str(&query);
        }
        if let Err(fault) = extended {
            self.fail(fault);
        }
    }

    /// `GET`, whose answer is awaited.
    pub fn response<S: Shape>(self) -> ResponseFuture<S> {
        ResponseFuture::new(self.into_read())
    }

    /// `GET`, whose status and headers are wanted too.
    pub fn send<S: Shape>(self) -> impl Future<Output = Result<Response<Sent<S>>, Error>> + Send + use<S> {
        self.response::<S>().with_head()
    }

    /// `GET` of all pages.
    pub fn pages<S: Shape<Output = Page<T>>, T>(self) -> Pages<T> {
        Pages::new(self.into_read(), Reply::decode::<S>)
    }

    /// The request, ready to be sent.
    pub(crate) fn into_outgoing(mut self, method: Method, body: Body) -> Result<Outgoing, Error> {
        if let Some(fault) = self.text.fault.take() {
            return Err(Error::Request(fault));
        }
        let text = std::mem::take(&mut self.text.url);
        let url = self.url(text)?;
        let mut headers = self.headers.map(|headers| *headers).unwrap_or_default();
        if self.client.inner.service.eventual_consistency && !self.anonymous && method == Method::GET {
            consistency::ask(&mut headers, url.path(), url.query().unwrap_or_default());
        }
        Ok(Outgoing {
            headers,
            body,
            anonymous: self.anonymous,
            template: Template { marks: self.marks, first: None },
            options: self.options,
            ..Outgoing::new(self.client, method, url)
        })
    }

    pub(super) fn url(&self, text: String) -> Result<Uri, Error> {
        self.is_no_result()?;
        if self.link == Some(Link::AsItCame) {
            return Ok(link::follow(&self.client.inner.root_uri, &text, &self.client.inner.rewrites)?);
        }
        if text.len() > LONGEST {
            return Err(too_long(text.len(), LONGEST).into());
        }
        let url = text.try_into();
        Ok(url.map_err(|error: InvalidUri| RequestError::new(format!("the request's URL is not valid: {error}")))?)
    }
}

/// Begins a segment of a path, behind a service root, which ends in a slash, or behind another segment.
fn start_segment(path: &mut String) {
    if !path.ends_with('/') {
        path.push('/');
    }
}

/// Adds the value of a parameter to the query under an alias of its name and gives the alias, numbered
/// where an earlier function of the path uses that name.
fn push_alias(query: &mut String, name: &str, value: &str) -> String {
    let mut alias = format!("@{name}");
    let mut number = 2;
    while query.split('&').any(|option| option.split('=').next() == Some(alias.as_str())) {
        alias = format!("@{name}{number}");
        number += 1;
    }
    push_query_option(query, &alias, value);
    alias
}
