//! A request while it is being put together.

use http::{HeaderMap, Method, Uri};
use serde::Serialize;

use super::body::Body;
use super::client::Client;
use super::client_builder::parse_header;
use super::error::Error;
use super::key::Key;
use super::link;
use super::literal::Literal;
use super::printable::Printable;
use super::query_options;
use super::request_error::RequestError;
use super::text::Text;
use super::url::{
    encode_illegal, has_dot_segment, is_dot_segment, push_query_option, push_segment_text, scheme, split_query,
};

/// Where a request goes and what the caller added to it. Faults are kept and show when it is sent, so
/// that paths can be written as one expression.
#[derive(Clone)]
pub(super) struct Target {
    client: Client,
    place: Place,
    headers: Option<Box<HeaderMap>>,
    fault: Option<Box<RequestError>>,
    /// The query options that may be in the query, a bit each.
    present: u16,
}

#[derive(Clone)]
enum Place {
    /// Below the service root, percent-encoded.
    Below { path: String, query: String },
    /// A link of the service's, as it came.
    Link(String),
}

/// A request that can be sent: the caller's part of it.
pub(super) struct Outgoing {
    pub(super) client: Client,
    pub(super) method: Method,
    pub(super) url: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}

impl Target {
    pub(super) fn new(client: Client) -> Self {
        let place = Place::Below { path: String::with_capacity(64), query: String::new() };
        Self { client, place, headers: None, fault: None, present: 0 }
    }

    pub(super) fn link(client: Client, link: &str) -> Self {
        Self { client, place: Place::Link(link.to_owned()), headers: None, fault: None, present: 0 }
    }

    /// Appends a segment with this name.
    pub(super) fn segment(&mut self, name: &str) {
        self.extend(|path, _| {
            if name.is_empty() || is_dot_segment(name) {
                return Err(RequestError::new(format!("`{name}` cannot be a path segment")));
            }
            start_segment(path);
            push_segment_text(path, name);
            Ok(())
        });
    }

    /// Appends a call of a function: `name(p='v',q=@q)`.
    pub(super) fn function(&mut self, name: &str, parameters: &[(&str, Literal)]) {
        self.segment(name);
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
    }

    /// Appends a key to the collection.
    pub(super) fn key(&mut self, key: &Key) {
        let key_as_segment = self.client.inner.service.key_as_segment;
        self.extend(|path, _| key.push_to_path(path, key_as_segment));
    }

    /// Appends a path and a query that are URL text already.
    pub(super) fn raw(&mut self, path_and_query: &str) {
        self.present = query_options::ANY;
        self.extend(|path, query| {
            let text = path_and_query.strip_prefix('/').unwrap_or(path_and_query);
            let invalid = |what| {
                Err(RequestError::new(format!("`{}` is no path below the service root: {what}", Printable(text))))
            };
            let (raw_path, raw_query) = split_query(text);
            if text.chars().any(char::is_control) || text.contains('#') || raw_path.contains('\\') {
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

    pub(super) fn query_option(&mut self, name: &str, value: &str) {
        self.present = query_options::ANY;
        self.extend(|_, query| {
            if name.is_empty() {
                return Err(RequestError::new("a query option needs a name"));
            }
            push_query_option(query, name, value);
            Ok(())
        });
    }

    /// Appends segments that are URL text already.
    pub(super) fn encoded_segments(&mut self, segments: &str) {
        self.extend(|path, _| {
            start_segment(path);
            path.push_str(segments);
            Ok(())
        });
    }

    /// Rewrites the query, which is URL text.
    pub(super) fn query(&mut self, rewrite: impl FnOnce(&mut Text)) {
        let mut present = self.present;
        self.extend(|_, query| {
            let mut text = Text::of(std::mem::take(query), present);
            rewrite(&mut text);
            present = text.present;
            *query = text.url;
            text.fault.map_or(Ok(()), Err)
        });
        self.present = present;
    }

    pub(super) fn header(&mut self, name: &str, value: &str) {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.headers.get_or_insert_default().append(name, value);
            }
            Err(fault) => self.fail(fault),
        }
    }

    /// Sets a header that a request of this kind has once, whatever the caller said before.
    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        if let Some(headers) = &mut self.headers {
            headers.remove(name);
        }
        self.header(name, value);
    }

    /// Keeps the first fault.
    pub(super) fn fail(&mut self, fault: RequestError) {
        self.fault.get_or_insert_with(|| Box::new(fault));
    }

    /// The body with this text; where there is none, the fault is kept.
    pub(super) fn body(&mut self, text: Result<String, RequestError>) -> Body {
        text.map_or_else(
            |fault| {
                self.fail(fault);
                Body::empty()
            },
            Body::from,
        )
    }

    /// The body that is this value as JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Body {
        let text = serde_json::to_string(value);
        self.body(text.map_err(|error| RequestError::new(format!("the body cannot be written as JSON: {error}"))))
    }

    fn extend(&mut self, extend: impl FnOnce(&mut String, &mut String) -> Result<(), RequestError>) {
        let extended = match &mut self.place {
            Place::Below { path, query } => extend(path, query),
            Place::Link(_) => Err(RequestError::new("nothing can be added to a link of the service, which is opaque")),
        };
        if let Err(fault) = extended {
            self.fail(fault);
        }
    }

    /// The request, ready to be sent.
    pub(super) fn into_outgoing(self, method: Method, body: Body) -> Result<Outgoing, Error> {
        if let Some(fault) = self.fault {
            return Err(Error::Request(fault));
        }
        let url = self.url()?;
        let headers = self.headers.map(|headers| *headers).unwrap_or_default();
        Ok(Outgoing { client: self.client, method, url, headers, body })
    }

    fn url(&self) -> Result<Uri, Error> {
        let settings = &self.client.inner;
        match &self.place {
            Place::Below { path, query } => {
                let root = &settings.root;
                let text = if query.is_empty() { format!("{root}{path}") } else { format!("{root}{path}?{query}") };
                let url = text.parse();
                Ok(url.map_err(|error| RequestError::new(format!("the request's URL is not valid: {error}")))?)
            }
            Place::Link(link) => Ok(link::follow(&settings.root_uri, link)?),
        }
    }

    /// The absolute URL, by which other requests name what is found there.
    ///
    /// # Errors
    ///
    /// When the request could not be sent.
    pub(super) fn address(&self) -> Result<String, Error> {
        match &self.fault {
            Some(fault) => Err(Error::Request(fault.clone())),
            None => self.url().map(|url| url.to_string()),
        }
    }

    /// The path and query for `Debug`.
    pub(super) fn describe(&self) -> String {
        match &self.place {
            Place::Below { path, query } if query.is_empty() => path.clone(),
            Place::Below { path, query } => format!("{path}?{query}"),
            Place::Link(link) => link.clone(),
        }
    }
}

fn start_segment(path: &mut String) {
    if !path.is_empty() {
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
