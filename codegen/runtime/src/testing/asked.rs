//! Requests that were made to a test double.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use serde::de::DeserializeOwned;

use super::place::{Place, decoded_query};
use super::redact;
use crate::http::secret;
use crate::url::address::split_query;

/// A request that was made to a [`FakeService`](super::FakeService).
///
/// `Debug` shows neither the body nor what is a secret by its name: headers such as `Authorization`, query options such as `sig`.
#[derive(Clone)]
pub struct Asked {
    pub(super) method: Method,
    pub(super) url: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) place: Place,
    /// Below the service root, with a slash in front, as it was sent; the whole URL where it leads elsewhere.
    target: String,
}

impl Asked {
    pub(super) fn new(head: http::request::Parts, body: Bytes, roots: &[String]) -> Self {
        let url = head.uri.to_string();
        let target = below_root(&url, roots).map_or_else(|| url.clone(), |path| format!("/{path}"));
        let place = Place::of(&url, roots);
        Self { method: head.method, url: head.uri, headers: head.headers, body, place, target }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL as it was sent.
    #[must_use]
    pub fn url(&self) -> &Uri {
        &self.url
    }

    /// Method, path and query as they were sent, below the service root: `GET /users/ada?$select=id`.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// The path as it was sent, below the service root and without the query: `/users/ada`.
    #[must_use]
    pub fn path(&self) -> &str {
        split_query(&self.target).0
    }

    /// The query options in their order, names and values decoded.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        decoded_query(self.url.query().unwrap_or_default())
    }

    /// The decoded value of a query option, of the first of that name.
    #[must_use]
    pub fn query_option(&self, name: &str) -> Option<String> {
        self.query().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if the request has it and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, which is empty where none was sent.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, read as JSON: as a `serde_json::Value`, as an [`Instance`](crate::Instance), or as any other type.
    ///
    /// # Errors
    ///
    /// When it is not JSON of that type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// As [`line`](Self::line), without secrets.
    pub(super) fn shown_line(&self) -> String {
        format!("{} {}", self.method, redact::url(&self.target))
    }
}

/// What of a URL is below one of these service roots: the longest one that fits.
pub(super) fn below_root<'a>(url: &'a str, roots: &[String]) -> Option<&'a str> {
    let below = roots.iter().filter_map(|root| {
        let is_root = Some(url) == root.strip_suffix('/');
        if is_root { Some("") } else { url.strip_prefix(root.as_str()) }
    });
    below.min_by_key(|path| path.len())
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.headers.iter().map(|(name, value)| {
            let is_secret = value.is_sensitive() || secret::is_secret(name);
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str(), if is_secret { redact::REDACTED.to_owned() } else { redact::text(&value) })
        });
        f.debug_struct("Asked")
            .field("line", &self.shown_line())
            .field("headers", &shown.collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
